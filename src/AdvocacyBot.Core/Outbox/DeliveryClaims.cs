using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Claims deliveries for this process. Each channel has one order for posts and one for edits: only the first open one of each can be
/// claimed, so whatever process sends it, those after it wait until its result is recorded.
/// </summary>
public sealed class DeliveryClaims(IServiceScopeFactory scopes, ProcessClaims numbers, TimeProvider clock)
{
    /// <summary>
    /// How late a delivery must be before a process tries it that has no such platform. Until then it is left to the others; after
    /// that the attempt fails with the reason, so that organizers see it.
    /// </summary>
    private static readonly TimeSpan PatienceWithoutPlatform = TimeSpan.FromHours(1);

    /// <summary>Claims deliveries of one platform that can be attempted now.</summary>
    /// <param name="platform">Its name.</param>
    /// <param name="maxCount">The maximum number.</param>
    /// <param name="now">The instant at which they must be due, UTC.</param>
    public Task<IReadOnlyList<DeliveryClaim>> TakeAsync(string platform, int maxCount, DateTime now, CancellationToken ct) =>
        TakeAsync(heads => heads.Where(d => d.Platform == platform), maxCount, now, ct);

    /// <summary>Claims deliveries of platforms that this process does not have.</summary>
    /// <param name="configured">The names of those that it has.</param>
    /// <param name="maxCount">The maximum number.</param>
    /// <param name="now">The instant at which they must be due, UTC.</param>
    public Task<IReadOnlyList<DeliveryClaim>> TakeOthersAsync(IReadOnlyCollection<string> configured, int maxCount, DateTime now, CancellationToken ct) =>
        TakeAsync(heads => heads.Where(d => !configured.Contains(d.Platform)), maxCount, now, ct, PatienceWithoutPlatform);

    /// <summary>When the next delivery may be attempted, UTC; null if none waits for a later time.</summary>
    public async Task<DateTime?> NextAsync(DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BotDb>().Deliveries.AcrossCommunities()
            .Where(d => d.State == DeliveryState.Waiting && d.NextAttemptAt > now)
            .MinAsync(d => (DateTime?)d.NextAttemptAt, ct);
    }

    private async Task<IReadOnlyList<DeliveryClaim>> TakeAsync(
        Func<IQueryable<Delivery>, IQueryable<Delivery>> ofPlatform, int maxCount, DateTime now, CancellationToken ct, TimeSpan patience = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var isAlone = db.Database.IsSqlite();
        var heads = ofPlatform(Heads(db, isAlone ? now : now - patience, now)).OrderBy(d => d.DueAt).ThenBy(d => d.Id);
        // An idle bot does not ask for SQLite's one write lock.
        if (isAlone && !await heads.AnyAsync(ct))
            return [];

        // The timestamp comes first, so that this process never takes the lease for longer than it is.
        var (number, takenAt) = (numbers.Next(), clock.GetTimestamp());
        var until = clock.UtcNow + DeliveryClaim.Lease;
        return await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
            null,
            async inner =>
            {
                var ids = await heads.Take(maxCount).LockFree().Select(d => d.Id).ToListAsync(inner);
                if (ids.Count > 0)
                {
                    await db.Deliveries.AcrossCommunities().Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(
                        row => row
                            .SetProperty(d => d.LeaseOwner, number)
                            .SetProperty(d => d.LeaseUntil, until)
                            .SetProperty(d => d.FirstAttemptAt, d => d.FirstAttemptAt ?? now)
                            .SetProperty(d => d.Attempts, d => d.Attempts + 1),
                        inner);
                }

                return (IReadOnlyList<DeliveryClaim>)ids.ConvertAll(id => new DeliveryClaim(id, number, takenAt));
            },
            ct);
    }

    /// <summary>The first open post, edit and publication of each channel, if they can be attempted now.</summary>
    private static IQueryable<Delivery> Heads(BotDb db, DateTime due, DateTime now)
    {
        var all = db.Deliveries.AcrossCommunities();
        return db.Deliveries.AcrossCommunities()
            .Where(d => d.State == DeliveryState.Waiting && d.DueAt <= due && d.NextAttemptAt <= due)
            .Where(d => d.LeaseUntil == null || d.LeaseUntil < now)
            .Where(d => !all.Any(e => e.Platform == d.Platform && e.Channel == d.Channel && e.Operation == d.Operation
                && e.State == DeliveryState.Waiting && (e.DueAt < d.DueAt || (e.DueAt == d.DueAt && e.Id < d.Id))));
    }
}

/// <summary>A delivery that this process may attempt once.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Number">What its row must still carry when the result is recorded.</param>
/// <param name="TakenAt">A timestamp of the clock, from before the lease began.</param>
public sealed record DeliveryClaim(long Id, string Number, long TakenAt)
{
    /// <summary>After that, others may claim it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt may take.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Whether an attempt that begins now ends before others may claim the delivery.</summary>
    public bool IsLongEnough(TimeProvider clock) => clock.GetElapsedTime(TakenAt) + AttemptTimeout < Lease;
}
