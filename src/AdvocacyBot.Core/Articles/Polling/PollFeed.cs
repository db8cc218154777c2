using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// One poll of one feed: asks, reads, and then, in one transaction, stores the articles, a delivery for each channel that
/// follows, the server's validators and the time of the next poll. What fails before that changes nothing that was known.
/// </summary>
internal sealed class PollFeed(
    BotDb db, CommunityScope scope, WriteTransaction write, FeedFetcher fetcher, StoreArticles store, QueuePosts posts, EditPosts edits, MoveFeed move,
    Health health, FeedSettings settings, BotMetrics metrics, TimeProvider clock)
{
    /// <param name="id">Which feed.</param>
    /// <param name="owner">Who holds its lease; without it nothing is recorded.</param>
    /// <returns>Where nothing has changed but the time of the next poll, that time, to be recorded with others'.</returns>
    public async Task<Unchanged?> RunAsync(long id, string owner, CancellationToken ct)
    {
        var feed = await db.Feeds.AsNoTracking().SingleAsync(f => f.Id == id, ct);
        var fetched = await fetcher.GetAsync(new Uri(feed.Address), feed.ETag, feed.LastModified, ct);
        var (outcome, parsed, hash, problem) = Read(feed, fetched);
        metrics.Polled(outcome.ToString());

        if (outcome == PollOutcome.Unchanged && fetched.MovedTo is null && feed is { Failures: 0, MovedTo: null }
            && Health.Of(feed, Now) == feed.Told)
            return new Unchanged(id, Now + Schedule.Next(feed, fetched, null, settings.MinInterval, Now, Random.Shared.NextDouble()));

        // One after another, whichever the feed: of two feeds that tell one story, the second has to see the first.
        await write.RunAsync(
            "articles",
            async inner =>
            {
                var row = await db.Feeds.SingleOrDefaultAsync(f => f.Id == id && f.LeaseOwner == owner, inner);
                if (row is null || row.Address != feed.Address)
                    return;

                (row.LeaseOwner, row.LeaseUntil, row.LastPolledAt) = (null, null, Now);
                if (outcome is PollOutcome.Failed or PollOutcome.Gone)
                    Fail(row, outcome, problem!, fetched);
                else
                    await SucceedAsync(row, fetched, parsed, hash, inner);
                await health.TellAsync(row, inner);
            },
            ct);
        return null;
    }

    private DateTime Now => clock.UtcNow;

    private static (PollOutcome Outcome, ParsedFeed? Parsed, string? Hash, FeedProblem? Problem) Read(Feed feed, Fetched fetched)
    {
        switch (fetched.Outcome)
        {
            case FetchOutcome.NotModified:
                return (PollOutcome.Unchanged, null, null, null);
            case FetchOutcome.Gone:
                return (PollOutcome.Gone, null, null, fetched.Problem);
            case FetchOutcome.Failed:
                return (PollOutcome.Failed, null, null, fetched.Problem);
        }

        var hash = Sameness.Digest(fetched.Body.Span);
        if (hash == feed.BodyHash)
            return (PollOutcome.Unchanged, null, hash, null);

        try
        {
            return (PollOutcome.Read, FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address), hash, null);
        }
        catch (UnreadableFeedException e)
        {
            return (PollOutcome.Failed, null, null, FeedProblems.Of(e.Reason));
        }
    }

    private async Task SucceedAsync(Feed feed, Fetched fetched, ParsedFeed? parsed, string? hash, CancellationToken ct)
    {
        (feed.Failures, feed.FailingSince, feed.Problem) = (0, null, null);
        if (parsed is not null)
            await TakeInAsync(feed, fetched, parsed, hash, ct);
        feed.NextPollAt = Now + Schedule.Next(feed, fetched, parsed?.MinimumInterval, settings.MinInterval, Now, Random.Shared.NextDouble());
        await move.RunAsync(feed, fetched.MovedTo, ct);
    }

    private async Task TakeInAsync(Feed feed, Fetched fetched, ParsedFeed parsed, string? hash, CancellationToken ct)
    {
        Describe(feed, parsed);
        var isFirst = feed.FirstReadAt is null;
        var (added, changed) = await store.RunAsync(feed, parsed, ct);
        var subscriptions = await db.Subscriptions.AcrossCommunities().Where(s => s.FeedId == feed.Id && s.State == SubscriptionState.Active).ToListAsync(ct);
        if (isFirst)
        {
            feed.FirstReadAt = Now;
            feed.LastNewAt = added.Count > 0 ? added.Max(a => a.SortAt) : Now;
        }
        else if (added.Count > 0)
        {
            feed.LastNewAt = Now;
        }

        await db.SaveChangesAsync(ct);
        foreach (var community in subscriptions.GroupBy(s => s.CommunityId))
            await PostAsync(feed, community.Key, isFirst ? [] : added, [.. community], changed, ct);

        // A document that broke off is asked for again in full.
        var isWhole = !fetched.IsCutOff && !parsed.Flaws.Contains(FeedFlaw.CutOff);
        (feed.ETag, feed.LastModified, feed.BodyHash) = isWhole ? (fetched.ETag, fetched.LastModified, hash) : (null, null, null);
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

    private void Describe(Feed feed, ParsedFeed parsed)
    {
        if (parsed.Title.Length > 0)
            feed.Title = Chat.SafeText.Shorten(parsed.Title, 200);
        feed.Site = parsed.Site?.AbsoluteUri ?? feed.Site;
        feed.Language = parsed.Language?.Split('-', '_')[0].ToLowerInvariant() is { Length: 2 or 3 } code ? code : feed.Language;
        feed.UsualGapHours = Schedule.GapOf(parsed, Now) ?? feed.UsualGapHours;
    }

    private void Fail(Feed feed, PollOutcome outcome, FeedProblem problem, Fetched fetched)
    {
        feed.Failures++;
        feed.FailingSince ??= Now;
        feed.Problem = problem.ToString();
        if (outcome == PollOutcome.Gone)
            feed.State = FeedState.Gone;
        feed.NextPollAt = Now + Schedule.AfterFailure(feed, fetched.RetryAfter, settings.MinInterval, Random.Shared.NextDouble());
    }
}

/// <summary>A feed of which nothing has changed.</summary>
internal sealed record Unchanged(long FeedId, DateTime NextPollAt);

/// <summary>What came of a poll.</summary>
internal enum PollOutcome
{
    Read,
    Unchanged,
    Failed,
    Gone,
}
