using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat.Pictures;

namespace AdvocacyBot.Web.Pictures;

/// <summary>
/// Pictures of articles and actions, so that readers load them from the bot and their publishers learn of no reader. In memory only, within a
/// limit of bytes and for a day at most; what could not be fetched is not asked for again for ten minutes. The bot fetches a picture once,
/// however many readers wait for it. The caller says which addresses may be fetched. Thread-safe.
/// </summary>
internal sealed class PictureCache(PictureSource source, TimeProvider clock) : IDisposable
{
    public const long MaxBytes = 32 * 1024 * 1024;
    public const int MaxCount = 500;
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    public static readonly TimeSpan FailureLifetime = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<string> byUse = [];
    private readonly SemaphoreSlim fetches = new(4);
    private long bytes;

    /// <returns>Null if there is no picture at the address that can be shown: not reachable, not of a known type, too large, or moving.</returns>
    public async Task<PictureFile?> FindAsync(Uri address, CancellationToken ct)
    {
        // What organizers upload is in the store already, and gone from there when it is deleted.
        if (StoredPicture.IsStored(address))
            return await source(address, ct);
        return await EntryOf(address).Picture.WaitAsync(ct);
    }

    public void Dispose() => fetches.Dispose();

    private Entry EntryOf(Uri address)
    {
        var (key, now) = (address.AbsoluteUri, clock.UtcNow);
        lock (gate)
        {
            if (entries.TryGetValue(key, out var known))
            {
                if (now < known.ExpiresAt)
                {
                    byUse.Remove(known.Use);
                    byUse.AddLast(known.Use);
                    return known;
                }

                Remove(known);
            }

            // Runs on when the reader who asked first leaves; the fetcher has its own time limit.
            var entry = new Entry(byUse.AddLast(key), now + Lifetime);
            entries[key] = entry;
            entry.Picture = FetchAsync(address, entry);
            Shrink();
            return entry;
        }
    }

    private async Task<PictureFile?> FetchAsync(Uri address, Entry entry)
    {
        await Task.Yield();
        PictureFile? picture = null;
        await fetches.WaitAsync();
        try
        {
            picture = await source(address, CancellationToken.None) is { } file && !PictureSize.IsMoving(file) ? file : null;
            return picture;
        }
        finally
        {
            fetches.Release();
            lock (gate)
            {
                if (picture is null)
                    entry.ExpiresAt = clock.UtcNow + FailureLifetime;
                else if (entries.GetValueOrDefault(entry.Use.Value) == entry)
                    bytes += entry.Bytes = picture.Bytes.Length;
                Shrink();
            }
        }
    }

    private void Shrink()
    {
        while ((bytes > MaxBytes || entries.Count > MaxCount) && byUse.First is { } oldest)
            Remove(entries[oldest.Value]);
    }

    private void Remove(Entry entry)
    {
        entries.Remove(entry.Use.Value);
        byUse.Remove(entry.Use);
        bytes -= entry.Bytes;
    }

    private sealed class Entry(LinkedListNode<string> use, DateTime expiresAt)
    {
        public LinkedListNode<string> Use => use;

        public DateTime ExpiresAt { get; set; } = expiresAt;

        public long Bytes { get; set; }

        public Task<PictureFile?> Picture { get; set; } = Task.FromResult<PictureFile?>(null);
    }
}
