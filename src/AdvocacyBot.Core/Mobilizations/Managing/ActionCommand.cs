using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
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
    RequestedPicture pictures, TimeProvider clock,
    ILogger<ActionCommand> logger) : ICommand
{
    private const string Number = "number";
    private const string Do = "do";
    private const string Value = "value";

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
        if (verb == ManageVerb.Show)
            return isOrganizer ? await overview.WriteAsync(mobilization, request.Language, ct) : await PublicAsync(mobilization, request.Language, ct);
        if (!isOrganizer)
        {
            LogRefused(logger, verb, id);
            return Receipt.Problem(request.Language, "manage.refused");
        }

        if (verb.NeedsOrganizer && !request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.organizers");
        if (mobilization.State is MobilizationState.Shredded or MobilizationState.Cancelled && verb is not (ManageVerb.Copy or ManageVerb.Erase))
            return Receipt.Problem(request.Language, mobilization.CancelledAt is null ? "rsvp.over" : "manage.cancelled");

        var (resolved, file, problem) = verb == ManageVerb.Picture ? await pictures.ResolveAsync(request, Value, ct) : new RequestedPicture.Result(request);
        if (problem is not null)
            return Reply.Tell(request.Language, problem);

        db.ChangeTracker.Clear();
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            async inner => await actions.RunAsync(
                new ManageWish(resolved, await db.Mobilizations.SingleAsync(m => m.Id == id, inner), verb, resolved[Value] ?? "") { File = file }, inner),
            async inner => await overview.WriteAsync(await db.Mobilizations.SingleAsync(m => m.Id == id, inner), request.Language, inner),
            ct);
    }

    private static OptionsRead Read(string rest, Language language)
    {
        var words = Words.Split(rest);
        if (words.Count == 0 || !int.TryParse(words[0].Value.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return OptionsRead.Failed(MobilizationTexts.All[language, "manage.which"]);

        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [Number] = number.ToString(CultureInfo.InvariantCulture) };
        if (words.Count > 1)
            options[Do] = words[1].Value;
        if (words.Count > 2)
            options[Value] = rest[words[2].Start..];
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
        mobilization.State == MobilizationState.Planned
            ? Receipt.Problem(language, "rsvp.unknown")
            : Announcement.Repeat(mobilization, await coverage.PublishedAsync(mobilization.Id, ct), language, clock.UtcNow) with
            {
                Visibility = Visibility.Private,
            };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Verb} of mobilization {Id}, for its organizers only")]
    private static partial void LogRefused(ILogger logger, ManageVerb verb, long id);
}

/// <summary>What an organizer wants of a mobilization that is still open or planned.</summary>
/// <param name="Written">What follows the verb, with its quotation marks.</param>
internal sealed record ManageWish(Request Request, Mobilization Mobilization, ManageVerb Verb, string Written)
{
    /// <summary>What follows the verb, without quotation marks around the whole of it.</summary>
    public string Value { get; } = Words.Split(Written) is [{ Quoted: true } only] ? only.Value.Trim() : Written.Trim();

    public Language Language => Request.Language;

    /// <summary>An uploaded picture, which is not stored yet.</summary>
    public PictureFile? File { get; init; }

    /// <summary>Says what a setting is now.</summary>
    public Reply Set(SettingField field) => new([new Paragraph([new Text(MobilizationTexts.All[Language, "manage.set"] + " "), new Strong(field.Label), new Text(ChatTexts.All[Language, "colon"]), .. field.Value])])
    {
        Language = Language,
        Visibility = Visibility.Private,
    };

    /// <summary>One sentence for the organizer.</summary>
    public Reply Tell([TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(Language, MobilizationTexts.All.Format(Language, key, values));
}
