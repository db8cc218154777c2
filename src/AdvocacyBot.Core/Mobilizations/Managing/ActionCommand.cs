using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Shows one mobilization to whoever may know of it, and lets its organizers change it. Who is an organizer is the platform's word for it,
/// or a row that a one-time code made.
/// </summary>
internal sealed partial class ActionCommand(
    BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Coverage coverage, Overview overview, ManageActions actions,
    ChangeSeries series, RequestedPicture pictures, TimeProvider clock,
    ILogger<ActionCommand> logger) : ICommand
{
    internal const string Number = "number";
    internal const string Do = "do";
    internal const string Value = "value";
    internal const string Scope = "for";

    public static CommandSpec Spec { get; } = new("action", MobilizationTexts.All)
    {
        IsPrivate = true,
        IsOrganizing = true,
        Sentence = Read,
        Options =
        [
            new OptionSpec(Number, OptionKind.Number),
            new OptionSpec(Do, Required: false) { Values = ManageVerbs.Names, IsOpen = true, IsForOrganizers = true, IsLogged = true },
            new OptionSpec(Value, OptionKind.Rest, Required: false) { IsForOrganizers = true },
            new OptionSpec(Scope, Required: false) { Values = SeriesScopes.Names, IsOpen = true, IsForOrganizers = true },
            new OptionSpec(RequestedPicture.Upload, OptionKind.File, Required: false) { IsForOrganizers = true },
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number(Number)!.Value, ct);
        var verb = request[RequestedPicture.Upload] is null ? ManageVerb.Show : ManageVerb.Picture;
        if (request[Do] is { } word && !ManageVerbs.Words.TryGetValue(Folding.Fold(word), out verb))
            return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "manage.unknown", word));

        var mobilization = await db.Mobilizations.FindAsync([id], ct);
        if (mobilization is null or { State: MobilizationState.Draft })
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var isOrganizer = await MayManageAsync(request, mobilization, ct);
        var (scope, value) = ScopeOf(request, verb);
        if (verb == ManageVerb.Show)
            return isOrganizer ? await ShowAsync(mobilization, scope, request.Language, ct) : await PublicAsync(mobilization, request.Language, ct);
        if (!isOrganizer)
        {
            LogRefused(logger, verb, id);
            return Receipt.Problem(request.Language, "manage.refused");
        }

        if ((verb.NeedsOrganizer || scope != SeriesScope.One) && !request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.organizers");
        if (scope != SeriesScope.One && !verb.SuitsSeries)
            return Receipt.Problem(request.Language, "manage.single");
        if (scope == SeriesScope.One && mobilization.State is MobilizationState.Shredded or MobilizationState.Cancelled && verb is not (ManageVerb.Copy or ManageVerb.Erase))
            return Receipt.Problem(request.Language, mobilization.IsCancelled ? "manage.cancelled" : "rsvp.over");

        var (resolved, file, problem) = verb == ManageVerb.Picture ? await pictures.ResolveAsync(request, Value, ct) : new RequestedPicture.Result(request);
        if (problem is not null)
            return Reply.Tell(request.Language, problem);

        db.ChangeTracker.Clear();
        return await inbox.OnceAsync(
            request.Intent,
            scope == SeriesScope.One ? Mobilization.SubjectOf(id) : ChangeSeries.SubjectOf(mobilization.SeriesId ?? id),
            async inner =>
            {
                var wish = new ManageWish(resolved, await db.Mobilizations.SingleAsync(m => m.Id == id, inner), verb, resolved == request ? value : resolved[Value] ?? "") { File = file };
                return scope == SeriesScope.One ? await actions.RunAsync(wish, inner) : await series.RunAsync(wish, scope, inner);
            },
            async inner => await ShowAsync(await db.Mobilizations.SingleAsync(m => m.Id == id, inner), scope, request.Language, inner),
            ct);
    }

    /// <summary>Which actions of a series are meant, and the value. "cancel all" names them after the verb.</summary>
    private static (SeriesScope Scope, string Value) ScopeOf(Request request, ManageVerb verb)
    {
        var value = request[Value] ?? "";
        if (request[Scope] is { } word && SeriesScopes.Find(word) is { } named)
            return (named, value);
        return verb == ManageVerb.Cancel && SeriesScopes.Find(value) is { } said ? (said, "") : (SeriesScope.One, value);
    }

    private Task<Reply> ShowAsync(Mobilization mobilization, SeriesScope scope, Language language, CancellationToken ct) =>
        scope == SeriesScope.One ? overview.WriteAsync(mobilization, language, ct) : series.ListAsync(mobilization, scope, language, ct);

    private static OptionsRead Read(string rest, Language language)
    {
        var words = Words.Split(rest);
        if (words.Count == 0 || !int.TryParse(words[0].Value.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return OptionsRead.Failed(MobilizationTexts.All[language, "manage.which"]);

        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [Number] = number.ToString(CultureInfo.InvariantCulture) };
        var at = 1;
        if (words.Count > at && SeriesScopes.Find(words[at].Value) is not null)
            options[Scope] = words[at++].Value;
        if (words.Count > at)
            options[Do] = words[at].Value;
        if (words.Count > at + 1)
            options[Value] = rest[words[at + 1].Start..];
        return new OptionsRead(options);
    }

    private async Task<bool> MayManageAsync(Request request, Mobilization mobilization, CancellationToken ct)
    {
        if (request.IsOrganizer)
            return true;

        return await people.FindAsync(mobilization, request.Intent.Member, ct) is { } person
            && await db.CoOrganizers.AnyAsync(c => c.MobilizationId == mobilization.Id && c.Person == person.Id, ct);
    }

    private async Task<Reply> PublicAsync(Mobilization mobilization, Language language, CancellationToken ct) =>
        !mobilization.IsAnnounced
            ? Receipt.Problem(language, "rsvp.unknown")
            : Announcement.Repeat(mobilization, await coverage.PublishedAsync(mobilization.Id, ct), language, clock.UtcNow) with
            {
                Visibility = Visibility.Private,
            };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Verb} of mobilization {Id}, for its organizers only")]
    private static partial void LogRefused(ILogger logger, ManageVerb verb, long id);
}
