using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Polls the feeds that are due, several at once, each under a lease. A feed that fails or throws does not affect the others.
/// Feeds without changes are recorded in batches.
/// </summary>
internal sealed partial class FeedPoller : Loop
{
    private const int ClaimSize = 64;
    private static readonly TimeSpan AfterSurprise = TimeSpan.FromMinutes(15);

    /// <summary>The wait after trouble of this machine, which says nothing of the feed.</summary>
    internal static readonly TimeSpan AfterOwnTrouble = TimeSpan.FromSeconds(20);

    /// <summary>Health notices wait this long for further feeds with the same trouble, and then longer before the next message.</summary>
    private static readonly TimeSpan NoticeDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan NoticeInterval = TimeSpan.FromHours(12);
    private readonly IServiceScopeFactory scopes;
    private readonly FeedSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ProcessClaims numbers;
    private readonly PollRecords records;

    /// <summary>Whether a poll may have found something to notify of. A poll of the process before may have.</summary>
    private volatile bool hasHealthNews = true;
    private DateTime? noticesDue;
    private DateTime noticesAllowedFrom;

    public FeedPoller(
        IServiceScopeFactory scopes, FeedSettings settings, ProcessClaims numbers, FeedBell bell, TimeProvider clock, ILogger<FeedPoller> logger)
        : base(clock, logger)
    {
        (this.scopes, this.settings, this.numbers, this.clock, this.logger) = (scopes, settings, numbers, clock, logger);
        records = new PollRecords(scopes, clock);
        bell.Rung += Wake;
    }

    private DateTime Now => clock.UtcNow;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        // What the last turn could not record is due again.
        await records.WriteAsync(ct);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.MaxConcurrentFetches, CancellationToken = ct };
        await Parallel.ForEachAsync(ClaimAsync(ct), parallel, async (claim, _) =>
        {
            // A failed claim ends the enumeration, not the polls of what is claimed already.
            if (await PollAsync(claim, ct) is { } same)
                await records.AddAsync(same, ct);
            ShowLife();
        });
        await records.WriteAsync(ct);
        foreach (var community in await InScopeAsync(services => EditPosts.CommunitiesWithWork(services.GetRequiredService<BotDb>()).ToListAsync(ct)))
        {
            await InScopeAsync(services =>
            {
                services.GetRequiredService<CommunityScope>().Enter(community);
                return services.GetRequiredService<EditPosts>().RunAsync(ct);
            });
        }

        var notices = await SendNoticesAsync(ct);
        return await NextAsync(ct) is { } next && (notices is null || next < notices) ? next : notices;
    }

    /// <returns>When notices are due, or null if none are pending.</returns>
    private async Task<DateTime?> SendNoticesAsync(CancellationToken ct)
    {
        if (!hasHealthNews)
            return noticesDue = null;
        noticesDue ??= Now + NoticeDelay > noticesAllowedFrom ? Now + NoticeDelay : noticesAllowedFrom;
        if (noticesDue > Now)
            return noticesDue;

        hasHealthNews = false;
        if (await InScopeAsync(services => services.GetRequiredService<HealthNotices>().SendAsync(ct)))
            noticesAllowedFrom = Now + NoticeInterval;
        return noticesDue = null;
    }

    /// <summary>The feeds that are due, claimed a few at a time, so that a slow feed does not delay the others.</summary>
    private async IAsyncEnumerable<FeedClaim> ClaimAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (await ClaimSomeAsync(ct) is { Count: > 0 } claims)
        {
            foreach (var claim in claims)
                yield return claim;
        }
    }

    private Task<List<FeedClaim>> ClaimSomeAsync(CancellationToken ct) => InScopeAsync(services =>
    {
        var (db, write) = (services.GetRequiredService<BotDb>(), services.GetRequiredService<WriteTransaction>());
        return write.RunAsync(
            null,
            async inner =>
            {
                var now = Now;
                var (number, until) = (numbers.Next(), now + settings.Timeout + TimeSpan.FromMinutes(5));
                var due = db.Feeds
                    .Where(f => f.State == FeedState.Active && f.NextPollAt <= now && (f.LeaseUntil == null || f.LeaseUntil < now))
                    .OrderBy(f => f.NextPollAt).ThenBy(f => f.Id);
                var ids = await due.Take(ClaimSize).LockFree().Select(f => f.Id).ToListAsync(inner);
                await db.Feeds.Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(
                    row => row.SetProperty(f => f.LeaseOwner, number).SetProperty(f => f.LeaseUntil, until), inner);
                return ids.ConvertAll(id => new FeedClaim(id, number));
            },
            ct);
    });

    private async Task<Unchanged?> PollAsync(FeedClaim claim, CancellationToken ct)
    {
        try
        {
            var result = await InScopeAsync(services => services.GetRequiredService<PollFeed>().RunAsync(claim, ct));
            if (result.HasHealthNews)
                hasHealthNews = true;
            return result.Unchanged;
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            LogTrouble(logger, claim.FeedId, StorageTrouble.Reason(e)!);
            return new Unchanged(claim, Now + AfterOwnTrouble);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(logger, claim.FeedId, e);
            hasHealthNews = true;
            return await FailAsync(claim, ct) ? null : new Unchanged(claim, Now + AfterSurprise);
        }
    }

    /// <returns>Whether the failure could be recorded.</returns>
    private async Task<bool> FailAsync(FeedClaim claim, CancellationToken ct)
    {
        try
        {
            return await InScopeAsync(async services =>
            {
                await services.GetRequiredService<PollFeed>().FailAsync(claim, ct);
                return true;
            });
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotRecorded(logger, claim.FeedId, e);
            return false;
        }
    }

    /// <summary>When the next feed is due or the next lease ends. Reads only the first feed of the index and those that are being polled.</summary>
    private Task<DateTime?> NextAsync(CancellationToken ct) => InScopeAsync(async services =>
    {
        var now = Now;
        var active = services.GetRequiredService<BotDb>().Feeds.Where(f => f.State == FeedState.Active);
        var free = await active.Where(f => f.LeaseUntil == null || f.NextPollAt > now)
            .OrderBy(f => f.NextPollAt).Select(f => (DateTime?)f.NextPollAt).FirstOrDefaultAsync(ct);
        var leased = await active.Where(f => f.LeaseUntil != null && f.NextPollAt <= now).MinAsync(f => f.LeaseUntil, ct);
        return free is null || leased < free ? leased : free;
    });

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The poll of feed {Id} could not be recorded ({Reason}); it is repeated")]
    private static partial void LogTrouble(ILogger logger, long id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Polling feed {Id} failed unexpectedly; retrying later")]
    private static partial void LogFailed(ILogger logger, long id, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The failed poll of feed {Id} could not be recorded")]
    private static partial void LogNotRecorded(ILogger logger, long id, Exception e);
}
