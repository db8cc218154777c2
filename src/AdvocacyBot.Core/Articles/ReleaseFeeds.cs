using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles;

/// <summary>
/// Stops polling the feeds that only a deleted community followed, and deletes those of which no other community has articles: an
/// address may contain a secret.
/// </summary>
internal sealed class ReleaseFeeds(BotDb db, LeaveHubs hubs) : ICommunityErasure
{
    public async Task CompleteAsync(CancellationToken ct)
    {
        var (subscriptions, numbers, articles) = (db.Subscriptions.AcrossCommunities(), db.ArticleNumbers.AcrossCommunities(), db.Articles);
        var unfollowed = db.Feeds.Where(f => !subscriptions.Any(s => s.FeedId == f.Id && s.State != SubscriptionState.Offered));
        await unfollowed.ExecuteUpdateAsync(row => row.SetProperty(f => f.State, FeedState.Unfollowed).SetProperty(f => f.SealedRequest, (byte[]?)null), ct);
        await hubs.RemoveUnwantedAsync(ct);
        await db.SaveChangesAsync(ct);
        var released = await db.Feeds
            .Where(f => !subscriptions.Any(s => s.FeedId == f.Id) && !articles.Any(a => a.FeedId == f.Id && numbers.Any(n => n.ArticleId == a.Id)))
            .Select(f => f.Id).ToListAsync(ct);
        await db.Articles.Where(a => released.Contains(a.FeedId)).ExecuteDeleteAsync(ct);
        await db.Feeds.Where(f => released.Contains(f.Id)).ExecuteDeleteAsync(ct);
    }
}
