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

    /// <summary>How late the oldest waiting delivery of each platform is; empty if the database cannot be read.</summary>
    public IReadOnlyList<(string Platform, TimeSpan Age)> Oldest()
    {
        try
        {
            using var db = new BotDb(options);
            var now = clock.UtcNow;
            var oldest = db.Deliveries.AcrossCommunities().Where(d => d.State == DeliveryState.Waiting && d.DueAt < now)
                .GroupBy(d => d.Platform).Select(g => new { Platform = g.Key, DueAt = g.Min(d => d.DueAt) }).ToList();
            return oldest.ConvertAll(o => (o.Platform, now - o.DueAt));
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is not null)
        {
            return [];
        }
    }
}
