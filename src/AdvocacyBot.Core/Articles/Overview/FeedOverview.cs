using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Articles.Public;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Overview;

/// <summary>Lists, for its organizers, the feeds that the community in scope follows. The caller checks that an organizer asks.</summary>
public sealed class FeedOverview
{
    private readonly BotDb db;
    private readonly PublicFeeds shown;
    private readonly BotSettings bot;

    internal FeedOverview(BotDb db, PublicFeeds shown, BotSettings bot) => (this.db, this.shown, this.bot) = (db, shown, bot);

    /// <summary>Every followed feed, by its number.</summary>
    public async Task<IReadOnlyList<FollowedFeed>> ListAsync(Language language, CancellationToken ct)
    {
        var feeds = db.Feeds;
        var rows = await (
            from subscription in db.Subscriptions.AsNoTracking()
            where subscription.State != SubscriptionState.Offered
            join feed in feeds.AsNoTracking() on subscription.FeedId equals feed.Id
            orderby subscription.Number
            select new { subscription, feed }).ToListAsync(ct);
        var counts = (await db.Postings.GroupBy(p => new { p.SubscriptionId, p.State })
            .Select(group => new { group.Key.SubscriptionId, group.Key.State, Count = group.Count() }).ToListAsync(ct)).ToLookup(row => row.SubscriptionId);
        var publicly = await shown.NumbersAsync(ct);
        return
        [
            .. rows.Select(row => Write(row.subscription, row.feed, counts[row.subscription.Id].ToDictionary(c => c.State, c => c.Count), language) with
            {
                IsPublic = publicly.Contains(row.subscription.Number),
            }),
        ];
    }

    private FollowedFeed Write(Subscription subscription, Feed feed, Dictionary<PostingState, int> counts, Language language) => new(
        subscription.Number, feed.Title, new Uri(feed.Address), $"{subscription.Platform} · {subscription.Channel}", subscription.TimeZone ?? bot.TimeZone)
    {
        States = [.. FeedStates.Of(subscription, feed, language)],
        IsTroubled = feed.State == FeedState.Gone || feed.Problem is not null,
        IsPaused = subscription.State == SubscriptionState.Paused,
        IsHeld = subscription.IsHeld || feed.IsHeld,
        LastReadAt = feed.LastPolledAt,
        NextReadAt = feed.State == FeedState.Active ? feed.NextPollAt : null,
        Posted = counts.GetValueOrDefault(PostingState.Queued) + counts.GetValueOrDefault(PostingState.InDigest),
        Filtered = counts.GetValueOrDefault(PostingState.Filtered),
        Waiting = counts.GetValueOrDefault(PostingState.Held),
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["filter"] = subscription.Filter ?? "",
            ["digest"] = subscription.Digest ?? "",
            ["quiet"] = subscription.Quiet ?? "",
            ["template"] = subscription.Template ?? "",
        },
    };
}

/// <summary>A followed feed in the list of its organizers.</summary>
/// <param name="Number">The number that people type.</param>
/// <param name="Where">The platform and channel in which it is posted.</param>
/// <param name="Zone">The IANA zone of its times.</param>
public sealed record FollowedFeed(long Number, string Title, Uri Address, string Where, string Zone)
{
    /// <summary>What is not as usual, in words, such as the last error.</summary>
    public required IReadOnlyList<string> States { get; init; }

    public bool IsTroubled { get; init; }

    public bool IsPaused { get; init; }

    public bool IsHeld { get; init; }

    /// <summary>Whether everybody sees what is posted of it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? LastReadAt { get; init; }

    /// <summary>UTC; null if it is no longer read.</summary>
    public DateTime? NextReadAt { get; init; }

    public int Posted { get; init; }

    public int Filtered { get; init; }

    /// <summary>How many articles wait for approval.</summary>
    public int Waiting { get; init; }

    /// <summary>The values of the settings whose effect can be tried, by their names; empty if they are not set.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}
