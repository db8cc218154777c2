using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Shreds all actions of a community that is deleted, whenever they take place: their keys are destroyed first, and platforms forget
/// who answered.
/// </summary>
internal sealed class EraseAnswers(BotDb db, Shredder shredder, PlatformState states) : ICommunityErasure
{
    private List<string> subjects = [];

    public async Task<bool> PrepareAsync(CancellationToken ct)
    {
        foreach (var id in await db.Mobilizations.Where(m => m.State != MobilizationState.Shredded).Select(m => m.Id).ToListAsync(ct))
            await shredder.ShredAsync(id, ct);
        await shredder.ScrubAsync(ct);
        subjects = [.. (await db.Mobilizations.AsNoTracking().ToListAsync(ct)).Select(m => m.Subject)];
        return await db.Mobilizations.AllAsync(m => m.IsScrubbed, ct);
    }

    /// <summary>Platforms store the ids of their own events under the action's subject.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        foreach (var subject in subjects)
            await states.DeleteEndingWithAsync($"/{subject}", ct);
    }
}
