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
                var mobilizations = db.Mobilizations.AcrossCommunities();
                await db.PrivateContacts.AcrossCommunities()
                    .Where(c => !c.WantsMatch && (!(c.WantsReminders || c.WantsSeat)
                        || mobilizations.Any(m => m.Id == c.MobilizationId && m.StartsAt <= now)))
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
