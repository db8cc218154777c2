using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Deletes a mobilization that was never announced, with its key.</summary>
internal sealed class RemoveMobilization(BotDb db, KeyStore keys, PersonRows rows, WriteTransaction write)
{
    public async Task RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        await rows.DeleteAllAsync(mobilization.Id, ct);
        await db.RoleSlots.Where(s => s.MobilizationId == mobilization.Id).ExecuteDeleteAsync(ct);
        await db.MobilizationChannels.Where(c => c.MobilizationId == mobilization.Id).ExecuteDeleteAsync(ct);
        db.Mobilizations.Remove(mobilization);
        write.AfterCommit(() => keys.Destroy(mobilization.KeyId));
    }
}
