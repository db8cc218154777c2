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
public sealed record RelatedMobilization(IReadOnlyList<Block> Blocks, IReadOnlyList<Choice> Choices, string Subject);

/// <summary>An open mobilization as an entry of a platform's own event calendar.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC.</param>
public sealed record CalendarEntry(string Title, DateTime StartsAt, DateTime EndsAt, string Place);

/// <summary>Finds the upcoming mobilization that a text speaks of.</summary>
/// <param name="db">Where mobilizations are.</param>
/// <param name="clock">For what is upcoming.</param>
public sealed class UpcomingMobilizations(BotDb db, TimeProvider clock)
{
    private const int Shortest = 4;
    private const double EnoughAlone = 0.66;
    private const double EnoughWithDate = 0.34;

    /// <summary>The calendar entry of the open mobilization that a subject names.</summary>
    /// <param name="subject">As <see cref="Subject"/> writes it.</param>
    /// <returns>Null for other subjects and for mobilizations that are not open.</returns>
    public async Task<CalendarEntry?> CalendarEntryAsync(string subject, CancellationToken ct) =>
        subject.Split('/') is ["mobilization", var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var id)
            ? await db.Mobilizations.AcrossCommunities()
                .Where(m => m.Id == id && m.State == MobilizationState.Open)
                .Select(m => new CalendarEntry(m.Title, m.StartsAt, m.EndsAt, m.Place))
                .SingleOrDefaultAsync(ct)
            : null;

    /// <summary>The one that shares the most words with the text; a date that the text names counts for it.</summary>
    /// <param name="text">Such as an article's title and summary, in any of the three languages.</param>
    /// <param name="dates">Days that the text names, by the calendar of the place.</param>
    /// <param name="language">In which to show it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null where none is clearly meant.</returns>
    public async Task<RelatedMobilization?> FindAsync(string text, IReadOnlyCollection<DateOnly> dates, Language language, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var words = WordsOf(text);
        var upcoming = await db.Mobilizations.AsNoTracking()
            .Where(m => m.State == MobilizationState.Open && m.StartsAt > now)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            .ToListAsync(ct);
        var best = upcoming
            .Select(m => (Mobilization: m, Score: Score(m, words, dates)))
            .Where(m => m.Score > 0)
            .OrderByDescending(m => m.Score)
            .Select(m => m.Mobilization)
            .FirstOrDefault();
        return best is null
            ? null
            : new RelatedMobilization(
                [new Paragraph([new Strong(best.Title)]), Notice.Facts(best, language)], Announcement.Choices(best, language, now), best.Subject);
    }

    /// <summary>How much of the title the text holds, where that is enough to go by; else nothing.</summary>
    private static double Score(Mobilization mobilization, HashSet<string> words, IReadOnlyCollection<DateOnly> dates)
    {
        var title = WordsOf(mobilization.Title);
        if (title.Count == 0)
            return 0;

        var share = title.Count(words.Contains) / (double)title.Count;
        var hasDate = dates.Contains(DateOnly.Parse(mobilization.LocalStart.AsSpan(0, 10), System.Globalization.CultureInfo.InvariantCulture));
        var isMeant = hasDate ? share >= EnoughWithDate : share >= EnoughAlone && title.Count > 1;
        return isMeant ? share + (hasDate ? 1 : 0) : 0;
    }

    private static HashSet<string> WordsOf(string text)
    {
        var letters = string.Concat(Folding.Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' '));
        return new HashSet<string>(
            letters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= Shortest), StringComparer.Ordinal);
    }
}
