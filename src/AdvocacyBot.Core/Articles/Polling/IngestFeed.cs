using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Stores the articles of a document, however it arrived, and queues a delivery for each following channel. Runs inside the caller's
/// transaction.
/// </summary>
internal sealed class IngestFeed(BotDb db, CommunityScope scope, StoreArticles store, NumberArticles numbers, QueuePosts posts, EditPosts edits, TimeProvider clock)
{
    private static readonly TimeSpan TimeForWholeDocument = TimeSpan.FromHours(6);

    /// <param name="feed">The tracked row.</param>
    /// <param name="document">The document.</param>
    /// <returns>How many articles are new.</returns>
    public async Task<int> RunAsync(Feed feed, FeedDocument document, CancellationToken ct)
    {
        var isFirst = feed.FirstReadAt is null;
        var (added, changed) = await store.RunAsync(feed, document, ct);
        var subscriptions = await db.Subscriptions.AcrossCommunities().Where(s => s.FeedId == feed.Id && s.State == SubscriptionState.Active).ToListAsync(ct);
        if (isFirst && document.IsCutOff && clock.UtcNow - feed.AddedAt < TimeForWholeDocument)
        {
            // The rest of a document that broke off is not news when it arrives.
        }
        else if (isFirst)
        {
            feed.FirstReadAt = clock.UtcNow;
            feed.LastNewAt = added.Count > 0 ? added.Max(a => a.SortAt) : clock.UtcNow;
        }
        else if (added.Count > 0)
        {
            feed.LastNewAt = clock.UtcNow;
        }

        await db.SaveChangesAsync(ct);
        if (added.Count > 0)
            await numbers.RunAsync(feed.Id, added.Min(a => a.Id), ct);
        foreach (var community in subscriptions.GroupBy(s => s.CommunityId))
            await PostAsync(feed, community.Key, isFirst ? [] : added, [.. community], changed, ct);
        return added.Count;
    }

    /// <summary>Queues what one community's channels get.</summary>
    private async Task PostAsync(
        Feed feed, long community, IReadOnlyList<Article> added, IReadOnlyList<Subscription> subscriptions, bool changed, CancellationToken ct)
    {
        using var visit = scope.Visit(community);
        await posts.NewAsync(feed, added, subscriptions, ct);
        foreach (var subscription in subscriptions)
            await posts.LatestAsync(feed, subscription, ct);
        await db.SaveChangesAsync(ct);
        if (changed)
        {
            await edits.RunAsync(ct);
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <summary>A document to ingest.</summary>
/// <param name="Parsed">Its content.</param>
/// <param name="Pictures">The pictures that pages name, for items without one.</param>
/// <param name="IsWhole">Whether it shows all that the feed shows; what a hub pushes may be the new articles alone.</param>
/// <param name="IsCutOff">Whether it broke off before its end.</param>
internal sealed record FeedDocument(ParsedFeed Parsed, IReadOnlyDictionary<ParsedItem, PagePicture> Pictures, bool IsWhole, bool IsCutOff = false);
