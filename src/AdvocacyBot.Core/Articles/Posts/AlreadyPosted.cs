using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Finds earlier posts and articles, so that nothing is posted twice and no archive floods a channel. Read-only.</summary>
internal sealed class AlreadyPosted(BotDb db)
{
    /// <summary>Those of the articles that the channel has, or that wait in the outbox for it.</summary>
    public async Task<HashSet<long>> ShownAsync(Subscription subscription, IReadOnlyList<long> articles, CancellationToken ct)
    {
        var causes = articles.ToDictionary(id => Subject.Of(ArticleReply.SubjectKind, id), id => id, StringComparer.Ordinal);
        var queued = await db.Deliveries
            .Where(d => d.Platform == subscription.Platform && d.Channel == subscription.Channel && d.Operation == DeliveryOperation.Send && causes.Keys.Contains(d.Cause))
            .Select(d => d.Cause).ToListAsync(ct);
        var messages = await db.MessageSubjects
            .Where(m => m.Platform == subscription.Platform && m.Channel == subscription.Channel && causes.Keys.Contains(m.Subject))
            .Select(m => m.Subject).ToListAsync(ct);
        return [.. queued.Concat(messages).Select(cause => causes[cause])];
    }

    /// <summary>
    /// The date of the newest article that the feed had before. An archive that appears at once is older than that; an article that
    /// its publisher adds late is newer, and so it is news, however old.
    /// </summary>
    public async Task<DateTime> NewestBeforeAsync(Feed feed, IReadOnlyList<Article> added, CancellationToken ct)
    {
        var first = added.Min(article => article.Id);
        return await db.Articles.Where(a => a.FeedId == feed.Id && a.Id < first).MaxAsync(a => a.Published, ct) ?? DateTime.MaxValue;
    }

    /// <summary>The stories that each channel has from another feed.</summary>
    public async Task<HashSet<(string Story, string Platform, string Channel)>> PostedElsewhereAsync(IReadOnlyList<Article> articles, CancellationToken ct)
    {
        var posted = new HashSet<(string, string, string)>();
        var (postings, subscriptions) = (db.Postings, db.Subscriptions);
        foreach (var chunk in articles.Where(a => a.StoryKey is not null).Chunk(500))
        {
            var stories = chunk.Select(a => a.StoryKey!).ToList();
            var feedId = chunk[0].FeedId;
            var rows = await (
                from article in db.Articles
                where article.FeedId != feedId && article.StoryKey != null && stories.Contains(article.StoryKey)
                join posting in postings on article.Id equals posting.ArticleId
                where posting.State == PostingState.Queued || posting.State == PostingState.Gathered
                    || posting.State == PostingState.InDigest || posting.State == PostingState.Held
                join subscription in subscriptions on posting.SubscriptionId equals subscription.Id
                select new { article.StoryKey, subscription.Platform, subscription.Channel }).ToListAsync(ct);
            posted.UnionWith(rows.Select(r => (r.StoryKey!, r.Platform, r.Channel)));
        }

        return posted;
    }
}
