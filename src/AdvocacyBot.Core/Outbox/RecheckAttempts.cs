using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// A delivery that was first tried in the future was tried by a clock that has been set back since. Its next attempt may be
/// years away, so it is made now.
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
                // A delivery that is being sent at this moment has a lease and is skipped.
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
