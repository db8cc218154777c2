using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>The uploaded pictures of the community in scope.</summary>
public sealed class StoredPictures(BotDb db, TimeProvider clock)
{
    /// <summary>Stores a picture unless it is stored already, within the present transaction.</summary>
    public async Task SaveAsync(PictureFile file, CancellationToken ct)
    {
        var (hash, now) = (StoredPicture.HashOf(file), clock.UtcNow);
        if (await db.StoredPictures.Where(p => p.Hash == hash).ExecuteUpdateAsync(row => row.SetProperty(p => p.UploadedAt, now), ct) == 0)
            db.StoredPictures.Add(new StoredPicture { Hash = hash, MediaType = file.MediaType, Bytes = file.Bytes, UploadedAt = now });
    }

    /// <returns>Null if it is deleted.</returns>
    public Task<PictureFile?> FindAsync(Uri address, CancellationToken ct) => FindAsync(StoredPicture.HashIn(address), ct);

    /// <returns>Null if it is deleted.</returns>
    public async Task<PictureFile?> FindAsync(string hash, CancellationToken ct) =>
        await db.StoredPictures.AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash, ct) is { } stored
            ? new PictureFile(stored.Bytes, stored.MediaType)
            : null;
}
