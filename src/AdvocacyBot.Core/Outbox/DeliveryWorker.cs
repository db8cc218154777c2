using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Sends waiting deliveries: claims some, sends each under its key and records the result. A failing delivery delays those after it in
/// its channel until it is sent or parked. Channels and platforms do not wait for each other. Any number of processes do this at once.
/// </summary>
public sealed class DeliveryWorker : Loop
{
    /// <summary>How often the worker looks for due deliveries while others are being sent.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly DeliveryClaims claims;
    private readonly PlatformDirectory platforms;
    private readonly TimeProvider clock;
    private readonly SendDelivery send;

    public DeliveryWorker(
        DeliveryClaims claims, SendDelivery send, PlatformDirectory platforms, OutboxBell bell, TimeProvider clock, ILogger<DeliveryWorker> logger)
        : base(clock, logger)
    {
        (this.claims, this.send, this.platforms, this.clock) = (claims, send, platforms, clock);
        bell.Rung += Wake;
    }

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        List<PlatformQueue> queues = [.. platforms.Names.Select(name => new PlatformQueue(name)), new PlatformQueue(null)];
        try
        {
            while (true)
            {
                // Both queries use one instant: a delivery that became due between two would be in neither result.
                var now = clock.UtcNow;
                foreach (var queue in queues.Where(q => q is { MayHaveMore: true, Free: > 0 }))
                    queue.Add((await ClaimAsync(queue, now, ct)).Select(claim => send.RunAsync(claim, ct)));
                if (!UnderWay(queues).Any())
                    return await claims.NextAsync(now, ct);
                await ChangeAsync(queues, ct);
            }
        }
        finally
        {
            await Task.WhenAll(UnderWay(queues)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IEnumerable<Task> UnderWay(List<PlatformQueue> queues) => queues.SelectMany(queue => queue.UnderWay);

    private async Task<IReadOnlyList<DeliveryClaim>> ClaimAsync(PlatformQueue queue, DateTime now, CancellationToken ct)
    {
        if (queue.Platform is not { } platform)
            return await claims.TakeOthersAsync(platforms.Names, queue.Free, now, ct);
        return platforms.CanSend(platform) ? await claims.TakeAsync(platform, queue.Free, now, ct) : [];
    }

    /// <summary>Waits until a delivery is done, a new one is written, or the next one may be due.</summary>
    private async Task ChangeAsync(List<PlatformQueue> queues, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sleep = SleepAsync(Glance, over.Token);
        await Task.WhenAny([sleep, .. UnderWay(queues)]);
        await over.CancelAsync();
        await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        if (sleep.IsCompletedSuccessfully)
            queues.ForEach(queue => queue.LookAgain());
        foreach (var done in queues.SelectMany(queue => queue.TakeDone()))
        {
            ShowLife();
            await done;
        }
    }
}
