using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Deletes old articles that their feed no longer shows, or whose feed has failed since, and offers that nobody accepted. An
/// article that its feed still shows has to stay, or it would be new again.
/// </summary>
internal sealed class ForgetArticles(BotDb db, WriteTransaction write, FeedSettings settings, TimeProvider clock) : IHousekeeper
{
    private const int Batch = 1_000;

    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var (before, offeredBefore) = (now.AddDays(-settings.RetentionDays), now.AddDays(-1));
        var (feeds, subscriptions) = (db.Feeds, db.Subscriptions.AcrossCommunities());
        await write.RunAsync(
            "articles/forget",
            async inner =>
            {
                var old = await db.Articles
                    .Where(a => a.SeenAt < before && feeds.Any(f => f.Id == a.FeedId && (f.MarkedAt > a.LastSeenAt || f.State != FeedState.Active || f.FailingSince < before)))
                    .Select(a => a.Id).Take(Batch).ToListAsync(inner);
                await db.Postings.AcrossCommunities().Where(p => old.Contains(p.ArticleId)).ExecuteDeleteAsync(inner);
                await db.Articles.Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(inner);
                await db.Subscriptions.AcrossCommunities().Where(s => s.State == SubscriptionState.Offered && s.Since < offeredBefore).ExecuteDeleteAsync(inner);
                await db.Feeds
                    .Where(f => f.State == FeedState.Unfollowed && f.FirstReadAt == null && f.AddedAt < offeredBefore && !subscriptions.Any(s => s.FeedId == f.Id))
                    .ExecuteDeleteAsync(inner);
            },
            ct);
    }
}
