using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>
/// Keeps what recent questions have read: claims, and which rows a statement found. An entry is valid for one snapshot of the
/// facts only, so after any change nothing old is found. All communities share one limited memory. Thread-safe.
/// </summary>
internal sealed class RecentClaims(TimeProvider clock) : IDisposable
{
    private const int MaxCount = 4_000;
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) };
    private readonly MemoryCache entries = ClockedCache.Create(clock, MaxCount);
    private long snapshots;

    public void Dispose() => entries.Dispose();

    /// <summary>A number that no other snapshot has, by which it finds its entries.</summary>
    public long NewSnapshot() => Interlocked.Increment(ref snapshots);

    /// <summary>The numbers that a statement selects.</summary>
    /// <param name="memory">The snapshot that the statement was made from.</param>
    /// <param name="sql">With the values as @p0, @p1 and so on.</param>
    public async Task<IReadOnlyList<long>> IdsAsync(BotDb db, FactsMemory.Snapshot memory, string sql, object[] values, CancellationToken ct)
    {
        var key = (memory.Number, string.Join('\0', [sql, .. values]));
        return entries.TryGetValue(key, out IReadOnlyList<long>? known)
            ? known!
            : entries.Set<IReadOnlyList<long>>(key, await RawRows.ReadAsync(db, sql, row => row.GetInt64(0), ct, values), Kept);
    }

    /// <returns>The published claims with these rows, by their numbers.</returns>
    public async Task<IReadOnlyList<ClaimView>> LoadAsync(BotDb db, FactsMemory.Snapshot memory, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var claims = new List<ClaimView>(ids.Count);
        var missing = new List<long>();
        foreach (var id in ids)
        {
            if (entries.TryGetValue((memory.Number, id), out ClaimView? known))
                claims.Add(known!);
            else
                missing.Add(id);
        }

        foreach (var claim in await LoadClaims.RunAsync(db, missing, memory, ct))
            claims.Add(entries.Set((memory.Number, claim.Claim.Id), claim, Kept));
        claims.Sort((a, b) => a.Claim.Id.CompareTo(b.Claim.Id));
        return claims;
    }
}
