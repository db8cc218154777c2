using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>When a feed is polled next: as often as it publishes, never more often than it, its server or the settings ask. Pure.</summary>
internal static class Schedule
{
    private static readonly TimeSpan MaxInterval = TimeSpan.FromHours(6);
    private static readonly TimeSpan MaxRequestedInterval = TimeSpan.FromHours(24);
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(30);
    private static readonly Backoff Unread = new(TimeSpan.FromSeconds(20), TimeSpan.FromHours(1));
    private static readonly Backoff Failing = new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(12));

    /// <summary>After a poll that succeeded.</summary>
    /// <param name="feed">As it now is.</param>
    /// <param name="fetched">The answer.</param>
    /// <param name="rest">The minimum interval that the feed itself asks for.</param>
    /// <param name="shortest">The settings' shortest interval.</param>
    /// <param name="chance">From 0 to 1; spreads feeds that were polled together.</param>
    /// <param name="isPushed">Whether a reliable hub pushes what is new, so that polls only make sure that nothing is missed.</param>
    public static TimeSpan Next(Feed feed, Fetched fetched, TimeSpan? rest, TimeSpan shortest, DateTime now, double chance, bool isPushed = false)
    {
        var usual = Unknown;
        if (feed.UsualGapHours is { } gap)
        {
            var quiet = feed.LastNewAt is { } last ? (now - last).TotalHours : 0;
            usual = Clamp(TimeSpan.FromHours(Math.Max(gap, Math.Min(quiet / 4, 24)) / 4), shortest, MaxInterval);
        }

        var asked = Max(Clamp(fetched.FreshFor ?? TimeSpan.Zero, TimeSpan.Zero, MaxRequestedInterval), Clamp(rest ?? TimeSpan.Zero, TimeSpan.Zero, MaxRequestedInterval));
        var interval = Max(Max(isPushed ? MaxInterval : usual, asked), shortest);
        return interval * (1 + (0.1 * chance));
    }

    /// <summary>After a poll that failed.</summary>
    public static TimeSpan AfterFailure(Feed feed, TimeSpan? retryAfter, TimeSpan shortest, double chance)
    {
        var backoff = feed.FirstReadAt is null ? Unread.After(feed.Failures, chance) : Max(Failing.After(feed.Failures, chance), shortest);
        return Max(backoff, Clamp(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, MaxRequestedInterval));
    }

    /// <summary>The median time between the newest items, in hours; null if too few have dates.</summary>
    public static double? GapOf(ParsedFeed feed, DateTime now)
    {
        var dates = feed.Items.Select(i => i.Published).OfType<DateTime>().Where(d => d <= now && d.Year > 1990)
            .OrderDescending().Take(21).ToList();
        if (dates.Count < 3)
            return null;
        var gaps = dates.Zip(dates.Skip(1), (later, earlier) => (later - earlier).TotalHours).Order().ToList();
        return gaps[gaps.Count / 2];
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most && most > least ? most : value;
}
