using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Measures for health checks whether deliveries are attempted when they are due. A delivery that a platform has refused is not late, nor
/// is one for a platform that only other processes have. Uses its own database connection.
/// </summary>
public sealed class OutboxDelay(StoreSettings store, PlatformDirectory platforms, TimeProvider clock)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(2);
    private readonly DbContextOptions<BotDb> options = new DbContextOptionsBuilder<BotDb>().UseStore(store.ForHealthChecks()).Options;

    public async Task<bool> IsOnTimeAsync(CancellationToken ct)
    {
        await using var db = new BotDb(options);
        var before = clock.UtcNow - MaxDelay;
        var names = platforms.Names;
        return !await db.Deliveries.AcrossCommunities().AnyAsync(
            d => d.State == DeliveryState.Waiting && d.Attempts == 0 && d.NextAttemptAt < before && names.Contains(d.Platform), ct);
    }
}
