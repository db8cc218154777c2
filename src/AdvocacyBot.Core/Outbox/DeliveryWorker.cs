using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Sends what waits: claims a delivery under a lease, sends it under its key, records what became of it. Within a channel the
/// order is kept, so a failing delivery holds back those behind it until it is sent or parked; channels do not wait for each
/// other.
/// </summary>
public sealed partial class DeliveryWorker : Loop
{
    private const int AtOnce = 16;
    private const int Batch = 256;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly SendDelivery send;
    private readonly string owner = Guid.NewGuid().ToString("N");

    public DeliveryWorker(
        IServiceScopeFactory scopes, SendDelivery send, OutboxBell bell, TimeProvider clock, ILogger<DeliveryWorker> logger)
        : base(clock, logger)
    {
        this.scopes = scopes;
        this.clock = clock;
        this.send = send;
        bell.Rung += Wake;
    }

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        // One instant for both questions: what becomes due between them would be in neither answer.
        DateTime now;
        while (await HeadsAsync(now = clock.GetUtcNow().UtcDateTime, ct) is { Count: > 0 } heads)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
            await Parallel.ForEachAsync(heads, parallel, async (id, token) =>
            {
                if (await ClaimAsync(id, token))
                    await send.RunAsync(id, owner, token);
            });
        }

        return await NextAsync(now, ct);
    }

    /// <summary>The first open delivery of each channel, where it can be tried now.</summary>
    private async Task<List<long>> HeadsAsync(DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var all = db.Deliveries;
        return await db.Deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.DueAt <= now && d.NextAttemptAt <= now)
            .Where(d => d.LeaseUntil == null || d.LeaseUntil < now)
            .Where(d => !all.Any(e => e.Platform == d.Platform && e.Channel == d.Channel && e.State == DeliveryState.Waiting
                && (e.DueAt < d.DueAt || (e.DueAt == d.DueAt && e.Id < d.Id))))
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id)
            .Select(d => d.Id)
            .Take(Batch)
            .ToListAsync(ct);
    }

    private async Task<bool> ClaimAsync(long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var write = scope.ServiceProvider.GetRequiredService<WriteTransaction>();
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + Lease;
        return await write.RunAsync(
            $"delivery/{id}",
            async inner => await db.Deliveries
                .Where(d => d.Id == id && d.State == DeliveryState.Waiting && (d.LeaseUntil == null || d.LeaseUntil < now))
                .ExecuteUpdateAsync(
                    row => row
                        .SetProperty(d => d.LeaseOwner, owner)
                        .SetProperty(d => d.LeaseUntil, until)
                        .SetProperty(d => d.FirstAttemptAt, d => d.FirstAttemptAt ?? now)
                        .SetProperty(d => d.Attempts, d => d.Attempts + 1),
                    inner) == 1,
            ct);
    }

    private async Task<DateTime?> NextAsync(DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        return await db.Deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.NextAttemptAt > now)
            .MinAsync(d => (DateTime?)d.NextAttemptAt, ct);
    }
}
