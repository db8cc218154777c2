using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// Repairs deliveries after the clock was set back: a first attempt in the future means that the next attempt may be years away, so
/// it is made due now.
/// </summary>
internal sealed class RecheckAttempts(BotDb db, WriteTransaction write, OutboxBell bell, TimeProvider clock) : IHousekeeper
{
    public Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var yesterday = now.AddDays(-1);
        return write.RunAsync(
            "deliveries/recheck",
            async inner =>
            {
                // A delivery that is being sent has a lease and is skipped.
                var changed = await db.Deliveries.AcrossCommunities()
                    .Where(d => d.State == DeliveryState.Waiting && d.FirstAttemptAt > now && d.LeaseUntil == null)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(d => d.DueAt, d => d.DueAt > now ? now : d.DueAt).SetProperty(d => d.NextAttemptAt, now)
                            .SetProperty(d => d.FirstAttemptAt, yesterday),
                        inner);
                if (changed > 0)
                    write.AfterCommit(bell.Ring);
            },
            ct);
    }
}
