using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Deletes drafts that nobody published within a day.</summary>
internal sealed class DeleteOldDrafts(BotDb db, TimeProvider clock) : IHousekeeper
{
    public Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        return db.AnnouncementDrafts.AcrossCommunities().Where(d => d.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }
}
