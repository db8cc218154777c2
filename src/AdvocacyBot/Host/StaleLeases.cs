using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>
/// Releases the leases of a former process at startup. Only on SQLite, where one process uses the data folder; on PostgreSQL another
/// process may be alive, and leases expire.
/// </summary>
internal static class StaleLeases
{
    public static async Task ReleaseAsync(BotDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            return;
        await db.Deliveries.AcrossCommunities().Where(d => d.LeaseUntil != null)
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.LeaseUntil, (DateTime?)null).SetProperty(d => d.LeaseOwner, (string?)null), ct);
        await db.Feeds.Where(f => f.LeaseUntil != null)
            .ExecuteUpdateAsync(row => row.SetProperty(f => f.LeaseUntil, (DateTime?)null).SetProperty(f => f.LeaseOwner, (string?)null), ct);
    }
}
