using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Sends waiting deliveries: claims one under a lease, sends it under its key and records the result. Each channel has one order for
/// posts and one for edits, so a failing delivery delays those after it until it is sent or parked. Channels and platforms do not
/// wait for each other.
/// </summary>
public sealed partial class DeliveryWorker : Loop
{
    private const int Batch = 256;

    /// <summary>How often the worker looks for due deliveries while others are being sent.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

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
        var lanes = new Dictionary<string, PlatformQueue>(StringComparer.Ordinal);
        try
        {
            for (var mayBeMore = true; ; mayBeMore = await ChangeAsync(lanes, ct))
            {
                // Both queries use one instant: a delivery that became due between two would be in neither result.
                var now = clock.UtcNow;
                if (mayBeMore)
                    await LineUpAsync(lanes, now, ct);
                foreach (var lane in lanes.Values)
                    lane.Start(id => DeliverAsync(id, ct));
                if (!UnderWay(lanes).Any())
                    return await NextAsync(now, ct);
            }
        }
        finally
        {
            await Task.WhenAll(UnderWay(lanes)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IEnumerable<Task> UnderWay(Dictionary<string, PlatformQueue> lanes) => lanes.Values.SelectMany(lane => lane.UnderWay);

    /// <summary>Queues the deliveries that can be sent now, on each platform that has room for them.</summary>
    private async Task LineUpAsync(Dictionary<string, PlatformQueue> lanes, DateTime now, CancellationToken ct)
    {
        List<Head> heads;
        do
        {
            heads = await HeadsAsync([.. lanes.Where(l => !l.Value.HasRoom).Select(l => l.Key)], now, ct);
            foreach (var (id, platform) in heads)
            {
                if (!lanes.TryGetValue(platform, out var lane))
                    lanes[platform] = lane = new PlatformQueue();
                lane.LineUp(id);
            }
        }
        while (heads.Count == Batch);
    }

    private async Task DeliverAsync(long id, CancellationToken ct)
    {
        if (await ClaimAsync(id, ct))
            await send.RunAsync(id, owner, ct);
    }

    /// <summary>Waits until a delivery is done, a new one is written, or the next one may be due.</summary>
    /// <returns>Whether there may be more to queue.</returns>
    private async Task<bool> ChangeAsync(Dictionary<string, PlatformQueue> lanes, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sleep = SleepAsync(Glance, over.Token);
        await Task.WhenAny([sleep, .. UnderWay(lanes)]);
        await over.CancelAsync();
        await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var mayBeMore = sleep.IsCompletedSuccessfully;
        foreach (var lane in lanes.Values)
        {
            foreach (var done in lane.TakeDone())
            {
                ShowLife();
                await done;
                mayBeMore |= lane.HasRoom;
            }
        }

        return mayBeMore;
    }

    /// <summary>The first open post and the first open edit of each channel, if they can be attempted now.</summary>
    private async Task<List<Head>> HeadsAsync(string[] elsewhereThan, DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var all = db.Deliveries.AcrossCommunities();
        return await db.Deliveries.AcrossCommunities()
            .Where(d => d.State == DeliveryState.Waiting && d.DueAt <= now && d.NextAttemptAt <= now && !elsewhereThan.Contains(d.Platform))
            .Where(d => d.LeaseUntil == null || d.LeaseUntil < now)
            .Where(d => !all.Any(e => e.Platform == d.Platform && e.Channel == d.Channel && e.Operation == d.Operation
                && e.State == DeliveryState.Waiting && (e.DueAt < d.DueAt || (e.DueAt == d.DueAt && e.Id < d.Id))))
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id)
            .Select(d => new Head(d.Id, d.Platform))
            .Take(Batch)
            .ToListAsync(ct);
    }

    private async Task<bool> ClaimAsync(long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var write = scope.ServiceProvider.GetRequiredService<WriteTransaction>();
        var now = clock.UtcNow;
        var until = now + Lease;
        return await write.RunAsync(
            $"delivery/{id}",
            async inner => await db.Deliveries.AcrossCommunities()
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
        return await db.Deliveries.AcrossCommunities()
            .Where(d => d.State == DeliveryState.Waiting && d.NextAttemptAt > now)
            .MinAsync(d => (DateTime?)d.NextAttemptAt, ct);
    }

    private sealed record Head(long Id, string Platform);
}
