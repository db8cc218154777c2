using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Whether deliveries are being tried when they are due; one that a platform refuses is not late, only unlucky.</summary>
public sealed class OutboxDelay(BotDb db, TimeProvider clock)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    public async Task<bool> IsOnTimeAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var before = now - Late;
        return !await db.Deliveries.AcrossCommunities().AnyAsync(
            d => d.State == DeliveryState.Waiting && d.Attempts == 0 && d.NextAttemptAt < before, ct);
    }
}
