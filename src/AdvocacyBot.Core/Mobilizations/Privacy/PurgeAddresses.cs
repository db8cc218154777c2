using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Deletes what has served: addresses once a mobilization has begun, codes that ran out, keys that belong to nothing.</summary>
internal sealed class PurgeAddresses(BotDb db, WriteTransaction write, KeyStore keys, ClockGuard guard, TimeProvider clock) : IHousekeeper
{
    private static readonly TimeSpan Unclaimed = TimeSpan.FromDays(1);

    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        await write.RunAsync(
            "mobilizations",
            async inner =>
            {
                var (mobilizations, rsvps) = (db.Mobilizations.AcrossCommunities(), db.Rsvps.AcrossCommunities());
                // After the start, only the reveal of the meeting point, reminders of shifts and the check-in are still to be sent.
                await db.PrivateContacts.AcrossCommunities()
                    .Where(c => !c.WantsMatch && !c.WantsCheckIn && (!(c.WantsReminders || c.WantsSeat || c.WantsSwap)
                        || mobilizations.Any(m => m.Id == c.MobilizationId && m.StartsAt <= now
                            && (m.RemindAt == null || ((m.RevealAt == null || m.RevealAt <= now)
                                && !rsvps.Any(r => r.MobilizationId == m.Id && r.Person == c.Person && r.RoleSlotIds != null))))))
                    .ExecuteDeleteAsync(inner);
                await db.OneTimeCodes.AcrossCommunities().Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync(inner);
            },
            ct);

        var old = keys.MadeBefore(now - Unclaimed);
        if (old.Count == 0 || !await guard.AllowsAsync(ct))
            return;

        var used = await db.Mobilizations.AcrossCommunities().Where(m => m.State != MobilizationState.Shredded).Select(m => m.KeyId).ToListAsync(ct);
        foreach (var key in old.Except(used, StringComparer.Ordinal))
            keys.Destroy(key);
    }
}
