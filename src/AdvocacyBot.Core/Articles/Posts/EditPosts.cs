using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Updates posts to the current version of their articles: edits sent posts and rewrites waiting ones. A post that is being sent is
/// updated in the next run. Nothing is posted twice, unless a channel asked for changed articles to be posted again.
/// </summary>
internal sealed class EditPosts(BotDb db, WriteTransaction write, OutboxQueue outbox, MessageSubjects messages, QueuePosts posts, EditDigests digests, FeedBell bell, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>The communities with posts that are behind their article.</summary>
    public static IQueryable<long> CommunitiesWithWork(BotDb db)
    {
        // The list of changed articles comes first, because it is short; the posts of years are not.
        var changed = db.Articles.Where(a => a.Version > 1);
        return db.Postings.AcrossCommunities()
            .Where(p => changed.Select(a => a.Id).Contains(p.ArticleId))
            .Where(p => (p.State == PostingState.Queued || p.State == PostingState.InDigest) && changed.Any(a => a.Id == p.ArticleId && p.Version < a.Version))
            .Select(p => p.CommunityId).Distinct();
    }

    /// <returns>How many posts were updated.</returns>
    public Task<int> RunAsync(CancellationToken ct) => write.RunAsync("articles/edits", EditAsync, ct);

    /// <summary>
    /// Lets the present community's posts of articles be rewritten soon, because what is shown with them has changed; posts of other
    /// communities stay. Runs inside the caller's transaction.
    /// </summary>
    /// <param name="subjects">Those of other things than articles are ignored.</param>
    public async Task RewriteSoonAsync(IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        var articles = subjects.Select(ArticleReply.ArticleOf).OfType<long>().ToList();
        if (articles.Count == 0)
            return;

        var own = await db.Postings.Where(p => articles.Contains(p.ArticleId) && p.State == PostingState.Queued).Select(p => p.Id).ToListAsync(ct);
        await db.Articles.Where(a => articles.Contains(a.Id)).ExecuteUpdateAsync(row => row.SetProperty(a => a.Version, a => a.Version + 1), ct);
        await db.Postings.AcrossCommunities().Where(p => articles.Contains(p.ArticleId) && !own.Contains(p.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(p => p.Version, p => p.Version + 1), ct);
        write.AfterCommit(bell.Ring);
    }

    private async Task<int> EditAsync(CancellationToken ct)
    {
        var (articles, subscriptions, feeds) = (db.Articles, db.Subscriptions, db.Feeds);
        var stale = await (
            from posting in db.Postings
            join article in articles on posting.ArticleId equals article.Id
            where article.Version > 1 && posting.State == PostingState.Queued && posting.Version < article.Version
            join subscription in subscriptions on posting.SubscriptionId equals subscription.Id
            join feed in feeds on subscription.FeedId equals feed.Id
            orderby posting.Id
            select new { posting, article, subscription, feed }).Take(Batch).ToListAsync(ct);

        var edited = 0;
        foreach (var row in stale)
        {
            if (await EditAsync(row.feed, row.article, row.subscription, row.posting, ct))
            {
                row.posting.Version = row.article.Version;
                edited++;
            }
        }

        return edited + await digests.RunAsync(ct);
    }

    private async Task<bool> EditAsync(Feed feed, Article article, Subscription subscription, Posting posting, CancellationToken ct)
    {
        var cause = Subject.Of(ArticleReply.SubjectKind, article.Id);
        var reply = await posts.WriteAsync(feed, article, subscription, ct);
        var waiting = await db.Deliveries.SingleOrDefaultAsync(
            d => d.Cause == cause && d.Platform == subscription.Platform && d.Channel == subscription.Channel
                && d.Operation == DeliveryOperation.Send && d.State == DeliveryState.Waiting,
            ct);
        if (waiting is not null)
        {
            if (waiting.LeaseUntil > clock.UtcNow)
                return false;
            // A failed attempt may have been shown nevertheless; it is edited once that is known.
            if (waiting.Attempts > 0)
                return false;
            waiting.Payload = ReplyJson.Write(reply);
        }

        var isShown = false;
        foreach (var message in await messages.AboutAsync(cause, ct))
        {
            if (message.Platform != subscription.Platform || message.Channel != subscription.Channel)
                continue;
            outbox.Edit(message.MessageRef, reply with { MentionedRoles = [], Discussion = Discussion.None }, cause, $"{article.Version}");
            isShown = true;
        }

        if (isShown && waiting is null && IsPostedAgain(article, subscription, posting))
        {
            outbox.Send(subscription.ChannelRef, reply, cause, $"changed/{article.Version}", posts.DueOf(subscription));
        }

        // Words that changed before this are no news for a later edit.
        posting.At = clock.UtcNow;
        return true;
    }

    /// <summary>Only changed words make news, not a corrected link or a later picture.</summary>
    private static bool IsPostedAgain(Article article, Subscription subscription, Posting posting) =>
        subscription is { RepostsChanges: true, State: SubscriptionState.Active } && article.ChangedAt > posting.At
        && (subscription.Filter is not { } filter || Filter.Read(filter).Filter?.Wants(FilteredText.Of(article)) != false);
}
