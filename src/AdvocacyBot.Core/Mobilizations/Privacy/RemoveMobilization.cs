using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Deletes what a mobilization holds of people, or the whole of one that was never announced.</summary>
internal sealed class RemoveMobilization(BotDb db, KeyStore keys, WriteTransaction write)
{
    /// <summary>Deletes a draft with its key.</summary>
    public async Task RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        await PeopleAsync(mobilization.Id, ct);
        await db.RoleSlots.Where(s => s.MobilizationId == mobilization.Id).ExecuteDeleteAsync(ct);
        await db.MobilizationChannels.Where(c => c.MobilizationId == mobilization.Id).ExecuteDeleteAsync(ct);
        db.Mobilizations.Remove(mobilization);
        write.AfterCommit(() => keys.Destroy(mobilization.KeyId));
    }

    /// <summary>Deletes every row that belongs to a person, whoever it is.</summary>
    public async Task PeopleAsync(long id, CancellationToken ct)
    {
        await db.Rsvps.Where(r => r.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.CoOrganizers.Where(c => c.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.OneTimeCodes.Where(c => c.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.SafeMarks.Where(m => m.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.Seekers.Where(s => s.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.DeclinedPairs.Where(p => p.MobilizationId == id).ExecuteDeleteAsync(ct);
    }
}
