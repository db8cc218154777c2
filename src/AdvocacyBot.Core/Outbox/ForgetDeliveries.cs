using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Deletes deliveries that ended a month ago; parked ones stay until a person has seen them.</summary>
internal sealed class ForgetDeliveries(BotDb db, WriteTransaction write, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var before = clock.UtcNow.AddDays(-30);
        var ended = db.Deliveries.AcrossCommunities().Where(d => (d.State == DeliveryState.Sent || d.State == DeliveryState.Dropped) && d.FinishedAt < before);
        await write.RunAsync("deliveries", inner => ended.ExecuteDeleteAsync(inner), ct);
    }
}
