using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// The announcement as it would be posted, before an action is announced or changed. Stores nothing. The caller checks that an organizer
/// asks.
/// </summary>
public sealed class PreviewAnnouncement
{
    /// <summary>The changes that people see in the announcement. Others reach further, such as a message to everybody.</summary>
    private static readonly ManageVerb[] Visible =
    [
        ManageVerb.Move, ManageVerb.Place, ManageVerb.Title, ManageVerb.Details, ManageVerb.Access, ManageVerb.Hotline, ManageVerb.Picture, ManageVerb.Capacity,
        ManageVerb.Closes, ManageVerb.Roles, ManageVerb.Reveal,
    ];

    private readonly BotDb db;
    private readonly Templates templates;
    private readonly WhenContexts contexts;
    private readonly Coverage coverage;
    private readonly ManageActions actions;
    private readonly WriteTransaction write;
    private readonly TimeProvider clock;

    internal PreviewAnnouncement(
        BotDb db, Templates templates, WhenContexts contexts, Coverage coverage, ManageActions actions, WriteTransaction write, TimeProvider clock) =>
        (this.db, this.templates, this.contexts, this.coverage, this.actions, this.write, this.clock) = (db, templates, contexts, coverage, actions, write, clock);

    /// <summary>Whether a change by its word, such as <c>place</c>, shows in the announcement.</summary>
    public static bool IsShown(string verb) => ManageVerbs.Words.TryGetValue(Folding.Fold(verb), out var known) && Visible.Contains(known);

    /// <summary>An action that is not announced yet.</summary>
    /// <param name="request">With the options of <c>announce</c>, some of which may still be missing.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AnnouncementPreview> OfNewAsync(Request request, CancellationToken ct)
    {
        if (request[AnnounceOptions.Template] is { } name && await templates.FillAsync(request, name, ct) is { } filled)
            request = filled;
        var options = request.Options.ToDictionary(StringComparer.Ordinal);
        options.TryAdd(AnnounceOptions.When, "");
        var community = await db.Communities.AsNoTracking().SingleAsync(c => c.Id == request.Community, ct);
        var context = contexts.Now(community.TimeZone);
        var read = AnnouncementReader.Read(options, request.Language, context, request.Intent.Channel.Platform);
        if (read.Problem is { } problem)
            return new AnnouncementPreview(problem, []);

        var mobilization = NewMobilization.Unsaved(options, read.When!.Readings[0]);
        mobilization.Number = community.LastMobilizationNumber + 1;
        var roles = read.Roles.Select(need => new SlotCover(Slots.Of(mobilization.Id, need), 0)).ToList();
        return new AnnouncementPreview(
            read.When.IsQuestion ? WhenProblems.Write(read.When, context.Zone, request.Language) : null, Posts(mobilization, roles, request.Language));
    }

    /// <summary>A change of an action.</summary>
    /// <param name="request">Of <c>action</c>.</param>
    /// <param name="number">The action's.</param>
    /// <param name="verb">A word for which <see cref="IsShown"/> is true.</param>
    /// <param name="value">What follows it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null if there is no such action, or if it is over.</returns>
    public Task<AnnouncementPreview?> OfChangeAsync(Request request, long number, string verb, string value, CancellationToken ct) =>
        write.TryOutAsync<AnnouncementPreview?>(
            async inner =>
            {
                var mobilization = await db.Mobilizations.SingleOrDefaultAsync(m => m.Number == number && m.Number != 0, inner);
                if (mobilization is not { State: MobilizationState.Open or MobilizationState.Planned } || !IsShown(verb))
                    return null;

                var answer = await actions.RunAsync(new ManageWish(request, mobilization, ManageVerbs.Words[Folding.Fold(verb)], value), inner);
                await db.SaveChangesAsync(inner);
                return new AnnouncementPreview(PlainText.Write(answer), Posts(mobilization, await coverage.PublishedAsync(mobilization.Id, inner), request.Language));
            },
            ct);

    /// <summary>In every language, the reader's first.</summary>
    private IReadOnlyList<Reply> Posts(Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language reader) =>
        [.. LanguageNames.All.OrderBy(language => language != reader).Select(language => Announcement.Write(mobilization, roles, language, clock.UtcNow))];
}

/// <summary>An announcement before it is posted.</summary>
/// <param name="Note">What the organizer should know: what is missing, which time is meant, or what the change says. Null for nothing.</param>
/// <param name="Posts">One for each language; none if something is missing.</param>
public sealed record AnnouncementPreview(string? Note, IReadOnlyList<Reply> Posts);
