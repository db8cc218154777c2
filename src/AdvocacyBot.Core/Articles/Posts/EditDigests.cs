using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Rewrites digests whose articles have changed, with all their articles as they are now. A digest that is being sent is rewritten in
/// the next run. Runs inside the caller's transaction.
/// </summary>
internal sealed class EditDigests(BotDb db, OutboxQueue outbox, MessageSubjects messages, PostDigest digest, TimeProvider clock)
{
    private const int Batch = 50;

    /// <returns>How many digests were rewritten.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var stale = await (
            from posting in db.Postings
            join article in db.Articles on posting.ArticleId equals article.Id
            where article.Version > 1 && posting.State == PostingState.InDigest && posting.Version < article.Version
            select new { posting.SubscriptionId, posting.At }).Distinct().Take(Batch).ToListAsync(ct);
        var edited = 0;
        foreach (var row in stale)
            edited += await EditAsync(row.SubscriptionId, row.At, ct) ? 1 : 0;
        return edited;
    }

    /// <summary>The postings of one digest have one time.</summary>
    private async Task<bool> EditAsync(long id, DateTime at, CancellationToken ct)
    {
        var rows = await (
            from posting in db.Postings
            join article in db.Articles on posting.ArticleId equals article.Id
            where posting.SubscriptionId == id && posting.State == PostingState.InDigest && posting.At == at
            orderby article.SortAt, article.Id descending
            select new { posting, article }).ToListAsync(ct);
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } subscription)
            return false;

        var last = rows.Max(row => row.posting.Id);
        var feed = await db.Feeds.SingleAsync(f => f.Id == subscription.FeedId, ct);
        var reply = await digest.WriteAsync(subscription, feed, rows.ConvertAll(row => row.article), last, ct);
        var cause = Subject.Of(PostDigest.SubjectKind, subscription.Id);
        var key = OutboxQueue.KeyOf(subscription.ChannelRef, cause, PostDigest.MeaningOf(last));
        if (await db.Deliveries.SingleOrDefaultAsync(d => d.Key == key && d.State == DeliveryState.Waiting, ct) is { } waiting)
        {
            // A failed attempt may have been shown nevertheless; it is edited once that is known.
            if (waiting.LeaseUntil > clock.UtcNow || waiting.Attempts > 0)
                return false;
            waiting.Payload = ReplyJson.Write(reply);
        }

        foreach (var message in await messages.AboutAsync(PostDigest.SubjectOf(subscription, last), ct))
            outbox.Edit(message.MessageRef, reply with { MentionedRoles = [] }, cause, $"{last}/{rows.Sum(row => row.article.Version)}");
        foreach (var row in rows)
            row.posting.Version = row.article.Version;
        return true;
    }
}
