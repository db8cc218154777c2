using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Deletes uploaded pictures that no action, draft or template shows, and that is not the logo. An action gives its picture up when its answers are destroyed.
/// </summary>
internal sealed class DeleteUnusedPictures(BotDb db, WriteTransaction write, GroupAppearances appearances, TimeProvider clock) : ICommunityHousekeeper
{
    /// <summary>A request may be between its download and its transaction.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromHours(1);

    public static IQueryable<long> CommunitiesWithWork(BotDb db, DateTime now)
    {
        var before = now - MinAge;
        return db.StoredPictures.AcrossCommunities().Where(p => p.UploadedAt < before).Select(p => p.CommunityId);
    }

    public Task KeepAsync(CancellationToken ct) => write.RunAsync("mobilizations", DeleteAsync, ct);

    private async Task DeleteAsync(CancellationToken ct)
    {
        var before = clock.UtcNow - MinAge;
        var old = await db.StoredPictures.Where(p => p.UploadedAt < before).Select(p => p.Hash).ToListAsync(ct);
        var uses = await db.Mobilizations.Where(m => m.Picture != null).Select(m => m.Picture!)
            .Concat(db.AnnouncementDrafts.Select(d => d.Options))
            .Concat(db.Templates.Select(t => t.Options))
            .ToListAsync(ct);
        if ((await appearances.ReadAsync(ct)).Logo is { } logo)
            uses.Add(logo.Hash);
        var unused = old.Where(hash => !uses.Exists(use => use.Contains(hash, StringComparison.Ordinal))).ToList();
        await db.StoredPictures.Where(p => unused.Contains(p.Hash)).ExecuteDeleteAsync(ct);
    }
}
