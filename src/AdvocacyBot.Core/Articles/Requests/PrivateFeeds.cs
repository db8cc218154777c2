using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Requests;

/// <summary>
/// Gives a community a feed of its own before the feed gets credentials, headers or dates of its own: documents that need these are
/// never shared. Runs inside the caller's transaction.
/// </summary>
internal sealed class PrivateFeeds(BotDb db, CommunityScope scope)
{
    private const int ChunkSize = 500;

    /// <returns>The present community's own feed: the same one if no other community follows it, otherwise a copy with all articles.</returns>
    public async Task<Feed> SeparateAsync(Feed feed, CancellationToken ct)
    {
        if (feed.PrivateTo == scope.Id)
            return feed;
        if (!await db.Subscriptions.AcrossCommunities().AnyAsync(s => s.FeedId == feed.Id && s.CommunityId != scope.Id && s.State != SubscriptionState.Offered, ct))
        {
            feed.PrivateTo = scope.Id;
            return feed;
        }

        var own = CopyOf(feed);
        (own.PrivateTo, own.LeaseOwner, own.LeaseUntil) = (scope.Id, null, null);
        db.Add(own);
        await db.SaveChangesAsync(ct);
        foreach (var subscription in await db.Subscriptions.Where(s => s.FeedId == feed.Id).ToListAsync(ct))
            subscription.FeedId = own.Id;
        await CopyArticlesAsync(feed, own, ct);
        await db.SaveChangesAsync(ct);
        return own;
    }

    /// <summary>The copies take over the community's numbers, posts and messages, so that nothing is posted again and changes reach old posts.</summary>
    private async Task CopyArticlesAsync(Feed from, Feed to, CancellationToken ct)
    {
        foreach (var ids in (await db.Articles.Where(a => a.FeedId == from.Id).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct)).Chunk(ChunkSize))
        {
            var copies = new Dictionary<long, Article>();
            foreach (var article in await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(ct))
            {
                var copy = CopyOf(article);
                copy.FeedId = to.Id;
                copies.Add(article.Id, copy);
                db.Add(copy);
            }

            await db.SaveChangesAsync(ct);
            await TakeOverAsync(ids, copies, ct);
        }
    }

    private async Task TakeOverAsync(long[] ids, Dictionary<long, Article> copies, CancellationToken ct)
    {
        var subjects = ids.ToDictionary(id => Subject.Of(ArticleReply.SubjectKind, id), id => id, StringComparer.Ordinal);
        foreach (var old in await db.ArticleNumbers.Where(n => ids.Contains(n.ArticleId)).Select(n => n.ArticleId).ToListAsync(ct))
        {
            var id = copies[old].Id;
            await db.ArticleNumbers.Where(n => n.ArticleId == old).ExecuteUpdateAsync(row => row.SetProperty(n => n.ArticleId, id), ct);
        }

        foreach (var old in await db.Postings.Where(p => ids.Contains(p.ArticleId)).Select(p => p.ArticleId).Distinct().ToListAsync(ct))
        {
            var id = copies[old].Id;
            await db.Postings.Where(p => p.ArticleId == old).ExecuteUpdateAsync(row => row.SetProperty(p => p.ArticleId, id), ct);
        }

        foreach (var old in await db.MessageSubjects.Where(m => subjects.Keys.Contains(m.Subject)).Select(m => m.Subject).Distinct().ToListAsync(ct))
        {
            var subject = Subject.Of(ArticleReply.SubjectKind, copies[subjects[old]].Id);
            await db.MessageSubjects.Where(m => m.Subject == old).ExecuteUpdateAsync(row => row.SetProperty(m => m.Subject, subject), ct);
        }

        foreach (var old in await db.Deliveries.Where(d => subjects.Keys.Contains(d.Cause)).Select(d => d.Cause).Distinct().ToListAsync(ct))
        {
            var cause = Subject.Of(ArticleReply.SubjectKind, copies[subjects[old]].Id);
            await db.Deliveries.Where(d => d.Cause == old).ExecuteUpdateAsync(
                row => row.SetProperty(d => d.Cause, cause).SetProperty(d => d.Payload, d => d.Payload.Replace($"\"{old}\"", $"\"{cause}\"")), ct);
        }
    }

    /// <summary>A copy of all columns except the key.</summary>
    private T CopyOf<T>(T original)
        where T : class
    {
        var copy = (T)db.Entry(original).CurrentValues.ToObject();
        db.Entry(copy).Property("Id").CurrentValue = 0L;
        return copy;
    }
}
