using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// The posts of a subscription that wait in the outbox, such as those that quiet hours delay. A change of settings applies to them,
/// too. A post that a platform may have shown already is not changed. Runs inside the caller's transaction.
/// </summary>
internal sealed class WaitingPosts(BotDb db, QueuePosts posts, TimeProvider clock)
{
    /// <summary>
    /// Cancels the waiting posts, so that a paused subscription posts nothing. The articles of a waiting digest are gathered again.
    /// </summary>
    public async Task TakeBackAsync(Subscription subscription, CancellationToken ct)
    {
        var waiting = await FindAsync(subscription, ct);
        var causes = waiting.Select(delivery => delivery.Cause).ToList();
        // A changed article that would be posted again was not missed: its first post is there.
        var shown = await db.MessageSubjects
            .Where(m => m.Platform == subscription.Platform && m.Channel == subscription.Channel && causes.Contains(m.Subject)).Select(m => m.Subject).ToListAsync(ct);
        var articles = waiting.Where(delivery => !shown.Contains(delivery.Cause)).Select(ArticleOf).OfType<long>().ToList();
        foreach (var posting in await db.Postings.Where(p => p.SubscriptionId == subscription.Id && articles.Contains(p.ArticleId)).ToListAsync(ct))
            (posting.State, posting.At) = (PostingState.Missed, clock.UtcNow);
        var cause = Subject.Of(PostDigest.SubjectKind, subscription.Id);
        foreach (var digest in waiting.Where(delivery => delivery.Cause == cause))
            await GatherAgainAsync(subscription, digest, ct);
        db.Deliveries.RemoveRange(waiting);
    }

    private async Task GatherAgainAsync(Subscription subscription, Delivery digest, CancellationToken ct)
    {
        var postings = await db.Postings.Where(p => p.SubscriptionId == subscription.Id && p.State == PostingState.InDigest).ToListAsync(ct);
        var last = postings.Find(p => OutboxQueue.KeyOf(subscription.ChannelRef, digest.Cause, PostDigest.MeaningOf(p.Id)) == digest.Key);
        foreach (var posting in postings.Where(p => p.At == last?.At))
            posting.State = PostingState.Gathered;
    }

    /// <summary>Delays the waiting posts according to the current quiet hours.</summary>
    public async Task RescheduleAsync(Subscription subscription, CancellationToken ct)
    {
        var due = posts.DueOf(subscription) ?? clock.UtcNow;
        var ids = (await FindAsync(subscription, ct)).ConvertAll(delivery => delivery.Id);
        await db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(
            row => row.SetProperty(d => d.DueAt, due).SetProperty(d => d.NextAttemptAt, due), ct);
    }

    private async Task<List<Delivery>> FindAsync(Subscription subscription, CancellationToken ct)
    {
        var (now, digest) = (clock.UtcNow, Subject.Of(PostDigest.SubjectKind, subscription.Id));
        // The line "and 30 more" of the same feed; other lines about a feed are for its organizers.
        var surplus = $"{Subject.Of("feed", subscription.FeedId)}/{QueuePosts.SurplusMeaning}/";
        var waiting = await db.Deliveries
            .Where(d => d.Platform == subscription.Platform && d.Channel == subscription.Channel && d.State == DeliveryState.Waiting
                && d.Operation == DeliveryOperation.Send && d.Attempts == 0 && (d.LeaseUntil == null || d.LeaseUntil < now)
                && (d.Cause == digest || d.Key.StartsWith(surplus) || d.Cause.StartsWith(ArticleReply.SubjectKind + "/")))
            .ToListAsync(ct);
        var ids = waiting.Select(ArticleOf).OfType<long>().ToList();
        var own = (await db.Articles.Where(a => a.FeedId == subscription.FeedId && ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct)).ToHashSet();
        return waiting.FindAll(delivery => ArticleOf(delivery) is not { } id || own.Contains(id));
    }

    private static long? ArticleOf(Delivery delivery) => ArticleReply.ArticleOf(delivery.Cause);
}
