using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Releases the deliveries that a dead process was sending. They are attempted again under the same keys.</summary>
internal sealed class ReleaseDeliveries(BotDb db, WriteTransaction write, OutboxBell bell) : IClaimedWork
{
    public async Task ReleaseAsync(string? process, CancellationToken ct)
    {
        var released = await db.Deliveries.AcrossCommunities()
            .Where(d => d.State == DeliveryState.Waiting && d.LeaseUntil != null && (process == null || d.LeaseOwner!.StartsWith(process)))
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.LeaseUntil, (DateTime?)null).SetProperty(d => d.LeaseOwner, (string?)null), ct);
        if (released > 0)
            write.AfterCommit(bell.Ring);
    }
}
