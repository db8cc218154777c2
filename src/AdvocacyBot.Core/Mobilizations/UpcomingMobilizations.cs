using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>A mobilization to be shown below something else that speaks of it.</summary>
/// <param name="Blocks">Its title, when and where.</param>
/// <param name="Choices">The answers.</param>
/// <param name="Subject">As <see cref="Chat.Subject"/> writes it; messages that bear it are never rewritten by mobilizations.</param>
public sealed record RelatedMobilization(IReadOnlyList<Block> Blocks, IReadOnlyList<Choice> Choices, string Subject)
{
    /// <summary>The only channels in which it may be shown; null if it is open to everybody.</summary>
    public IReadOnlySet<ChannelRef>? Channels { get; init; }
}

/// <summary>An open mobilization as an entry of a platform's own event calendar.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC.</param>
public sealed record CalendarEntry(string Title, DateTime StartsAt, DateTime EndsAt, string Place);

/// <summary>Finds the upcoming mobilization that a text speaks of.</summary>
/// <param name="db">Where mobilizations are.</param>
/// <param name="clock">For what is upcoming.</param>
public sealed class UpcomingMobilizations(BotDb db, TimeProvider clock)
{
    /// <summary>The calendar entry of the mobilization that a subject names, if everybody on the platform may see it.</summary>
    /// <param name="subject">As <see cref="Subject"/> writes it.</param>
    /// <returns>Null for other subjects, for mobilizations that do not take place and for those that are not open to everybody.</returns>
    public async Task<CalendarEntry?> CalendarEntryAsync(string subject, CancellationToken ct) =>
        subject.Split('/') is ["mobilization", var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var id)
            ? await db.Mobilizations.AcrossCommunities()
                .Where(m => m.Id == id && m.State == MobilizationState.Open && m.IsPublic)
                .Select(m => new CalendarEntry(m.Title, m.StartsAt, m.EndsAt, m.Place))
                .SingleOrDefaultAsync(ct)
            : null;

    /// <summary>The upcoming action that a text is about; see <see cref="ActionMention"/>.</summary>
    /// <param name="text">Such as an article's title and summary, in any of the three languages.</param>
    /// <param name="dates">Days that the text names, by the calendar of the place.</param>
    /// <param name="language">In which to show it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null if none is clearly meant.</returns>
    public async Task<RelatedMobilization?> FindAsync(string text, IReadOnlyCollection<DateOnly> dates, Language language, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var upcoming = await db.Mobilizations.AsNoTracking()
            .Where(m => m.State == MobilizationState.Open && m.StartsAt > now)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            .ToListAsync(ct);
        var best = upcoming
            .Select(m => (Mobilization: m, Score: m.Titles.Max(title => ActionMention.Score(title, m.Place, DayOf(m), text, dates))))
            .Where(m => m.Score > 0)
            .OrderByDescending(m => m.Score)
            .Select(m => m.Mobilization)
            .FirstOrDefault();
        return best is null
            ? null
            : new RelatedMobilization(
                [new Paragraph([new Strong(best.TitleIn(language))]), Notice.Facts(best, language)], Announcement.Choices(best, language, now), best.Subject)
            {
                Channels = best.IsPublic ? null : await ChannelsAsync(best.Id, ct),
            };
    }

    private async Task<IReadOnlySet<ChannelRef>> ChannelsAsync(long id, CancellationToken ct) =>
        (await db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == id).ToListAsync(ct)).Select(c => c.ChannelRef).ToHashSet();

    private static DateOnly DayOf(Mobilization mobilization) => DateOnly.Parse(mobilization.LocalStart.AsSpan(0, 10), CultureInfo.InvariantCulture);
}
