using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// One poll of one feed: fetches, parses and then, in one transaction, stores the articles, a delivery for each following channel,
/// the server's validators and the time of the next poll. A failure before that changes nothing.
/// </summary>
internal sealed class PollFeed(
    BotDb db, WriteTransaction write, FeedFetcher fetcher, RequestSecrets secrets, IngestFeed ingest, PagePictures pictures, FollowHub hubs, MoveFeed move,
    FeedSettings settings, BotMetrics metrics, TimeProvider clock)
{
    /// <summary>Nothing is recorded if another process has claimed the feed since.</summary>
    public async Task<PollResult> RunAsync(FeedClaim claim, CancellationToken ct)
    {
        var feed = await db.Feeds.AsNoTracking().SingleAsync(f => f.Id == claim.FeedId, ct);
        var hub = hubs.IsPossible ? await db.HubSubscriptions.AsNoTracking().SingleOrDefaultAsync(h => h.FeedId == claim.FeedId, ct) : null;
        var own = secrets.Open(feed);
        var fetched = await fetcher.GetAsync(new Uri(feed.Address), feed.ETag, feed.LastModified, ct, own);
        if (fetched.IsOwnTrouble)
            return new PollResult(new Unchanged(claim, Now + FeedPoller.AfterOwnTrouble), HasHealthNews: false);
        var (outcome, parsed, hash, problem) = Read(feed, fetched);
        metrics.Polled(outcome.ToString());
        var document = parsed is null ? null : new FeedDocument(parsed, await pictures.FindAsync(feed, parsed, own, ct), IsWhole: true, fetched.IsCutOff || parsed.Flaws.Contains(FeedFlaw.CutOff));

        if (outcome == PollOutcome.Unchanged && fetched.MovedTo is null && feed is { Failures: 0, MovedTo: null } && !HasNewValidators(feed, fetched))
        {
            var next = Now + Schedule.Next(feed, fetched, null, settings.MinInterval, Now, Random.Shared.NextDouble(), hub?.IsReliable(Now) == true);
            return new PollResult(new Unchanged(claim, next), HealthOfFeed.IsUnannounced(feed, Now));
        }

        // One transaction at a time for all feeds: of two feeds with the same story, the second has to see the first.
        var hasNews = await write.RunAsync(
            "articles",
            async inner =>
            {
                var row = await claim.Of(db.Feeds).Lock().SingleOrDefaultAsync(inner);
                if (row is null || row.Address != feed.Address)
                    return false;

                (row.LeaseOwner, row.LeaseUntil, row.LastPolledAt) = (null, null, Now);
                if (outcome is PollOutcome.Failed or PollOutcome.Gone)
                    Fail(row, outcome, problem!, fetched);
                else
                    await SucceedAsync(row, fetched, document, hash, hub, inner);
                return HealthOfFeed.IsUnannounced(row, Now);
            },
            ct);
        return new PollResult(null, hasNews);
    }

    private DateTime Now => clock.UtcNow;

    private static DateTimeZone? ZoneOf(Feed feed) => feed.DateZone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null;

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

        var hash = ArticleIdentity.Sha256(fetched.Body.Span);
        if (hash == feed.BodyHash)
            return (PollOutcome.Unchanged, null, hash, null);

        try
        {
            return (PollOutcome.Read, FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address, ZoneOf(feed)), hash, null);
        }
        catch (UnreadableFeedException e)
        {
            return (PollOutcome.Failed, null, null, FeedProblems.Of(e.Reason));
        }
    }

    private async Task SucceedAsync(Feed feed, Fetched fetched, FeedDocument? document, string? hash, HubSubscription? hub, CancellationToken ct)
    {
        (feed.Failures, feed.FailingSince, feed.Problem) = (0, null, null);
        if (document is not null)
            await IngestAsync(feed, fetched, document, hash, ct);
        else if (HasNewValidators(feed, fetched))
            (feed.ETag, feed.LastModified) = (fetched.ETag ?? feed.ETag, fetched.LastModified ?? feed.LastModified);
        feed.NextPollAt = Now + Schedule.Next(
            feed, fetched, document?.Parsed.MinimumInterval, settings.MinInterval, Now, Random.Shared.NextDouble(), hub?.IsReliable(Now) == true);
        await move.RunAsync(feed, fetched.MovedTo, ct);
    }

    private async Task IngestAsync(Feed feed, Fetched fetched, FeedDocument document, string? hash, CancellationToken ct)
    {
        var (parsed, now) = (document.Parsed, Now);
        Describe(feed, parsed);
        var isFirst = feed.FirstReadAt is null;
        var added = await ingest.RunAsync(feed, document, ct);
        if (added > 0 && !isFirst)
            await db.HubSubscriptions.Where(h => h.FeedId == feed.Id).ExecuteUpdateAsync(row => row.SetProperty(h => h.MissedAt, now), ct);
        await hubs.RunAsync(feed, fetched.Hub ?? parsed.Hub, fetched.Hub is null ? parsed.Self : fetched.Self, ct);

        // A truncated document is requested in full the next time.
        (feed.ETag, feed.LastModified, feed.BodyHash) = !document.IsCutOff ? (fetched.ETag, fetched.LastModified, hash) : (null, null, null);
    }

    /// <summary>A server may send the same bytes, or none, under new validators.</summary>
    private static bool HasNewValidators(Feed feed, Fetched fetched) =>
        (fetched.ETag is { } etag && etag != feed.ETag) || (fetched.LastModified is { } modified && modified != feed.LastModified);

    /// <summary>Counts an exception as a failed poll, so that organizers learn of a feed that never succeeds.</summary>
    public Task FailAsync(FeedClaim claim, CancellationToken ct) => write.RunAsync(
        "articles",
        async inner =>
        {
            if (await claim.Of(db.Feeds).Lock().SingleOrDefaultAsync(inner) is not { } row)
                return;
            (row.LeaseOwner, row.LeaseUntil, row.LastPolledAt) = (null, null, Now);
            Fail(row, PollOutcome.Failed, new FeedProblem("unexpected"), null);
        },
        ct);

    private void Describe(Feed feed, ParsedFeed parsed)
    {
        if (parsed.Title.Length > 0)
            feed.Title = Chat.SafeText.Shorten(parsed.Title, 200);
        feed.Site = parsed.Site?.AbsoluteUri ?? feed.Site;
        feed.Language = parsed.Language?.Split('-', '_')[0].ToLowerInvariant() is { Length: 2 or 3 } code ? code : feed.Language;
        feed.UsualGapHours = Schedule.GapOf(parsed, Now) ?? feed.UsualGapHours;
    }

    private void Fail(Feed feed, PollOutcome outcome, FeedProblem problem, Fetched? fetched)
    {
        feed.Failures++;
        feed.FailingSince ??= Now;
        feed.Problem = problem.ToString();
        if (outcome == PollOutcome.Gone)
            feed.State = FeedState.Gone;
        feed.NextPollAt = Now + Schedule.AfterFailure(feed, fetched?.RetryAfter, settings.MinInterval, Random.Shared.NextDouble());
    }
}

/// <param name="Unchanged">If nothing changed but the time of the next poll, so that it is recorded together with others.</param>
/// <param name="HasHealthNews">Whether organizers have not been notified of the feed's health yet.</param>
internal sealed record PollResult(Unchanged? Unchanged, bool HasHealthNews);

/// <summary>A feed without changes.</summary>
/// <param name="NextPollAt">UTC.</param>
internal sealed record Unchanged(FeedClaim Claim, DateTime NextPollAt);

/// <summary>A feed that this process may poll once.</summary>
/// <param name="Number">What its row must still carry when the result is recorded.</param>
internal sealed record FeedClaim(long FeedId, string Number)
{
    /// <summary>The feed, unless the lease has ended and somebody has claimed it since.</summary>
    public IQueryable<Feed> Of(IQueryable<Feed> feeds) => feeds.Where(f => f.Id == FeedId && f.LeaseOwner == Number);
}

/// <summary>The result of a poll.</summary>
internal enum PollOutcome
{
    Read,
    Unchanged,
    Failed,
    Gone,
}
