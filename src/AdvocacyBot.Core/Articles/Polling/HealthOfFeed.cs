namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>Judges how a feed is doing. Pure.</summary>
internal static class HealthOfFeed
{
    private const int MinFailures = 4;
    private const double SilenceInGaps = 8;

    /// <summary>How long a feed fails before organizers are notified.</summary>
    public static readonly TimeSpan MinFailing = TimeSpan.FromHours(3);

    /// <summary>The shortest silence that is unusual, and how long a feed has to be followed before its silence says anything.</summary>
    public static readonly TimeSpan MinSilence = TimeSpan.FromDays(14);

    public static FeedHealth Of(Feed feed, DateTime now)
    {
        if (feed.State == FeedState.Gone)
            return FeedHealth.Gone;
        if (feed.Failures > 0)
        {
            return (feed.Failures >= MinFailures && now - feed.FailingSince >= MinFailing) || feed.LastNotifiedHealth == FeedHealth.Failing
                ? FeedHealth.Failing
                : feed.LastNotifiedHealth;
        }

        return SilentFor(feed, now) is { } silence && silence > UsualSilence(feed) ? FeedHealth.Silent : FeedHealth.Well;
    }

    /// <summary>Whether the health differs from the last notice.</summary>
    public static bool IsUnannounced(Feed feed, DateTime now) => Of(feed, now) != feed.LastNotifiedHealth;

    /// <summary>How long the feed has had nothing new, as far as the bot has watched; null if its rhythm is unknown.</summary>
    public static TimeSpan? SilentFor(Feed feed, DateTime now) =>
        feed is { UsualGapHours: not null, LastNewAt: { } last, FirstReadAt: { } first } ? now - (last > first ? last : first) : null;

    private static TimeSpan UsualSilence(Feed feed) =>
        TimeSpan.FromHours(Math.Max(MinSilence.TotalHours, (feed.UsualGapHours ?? 0) * SilenceInGaps));
}
