using System.Data.Common;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores sources; one that is stored already becomes what the file says of it.</summary>
internal static class StoreSources
{
    private static readonly string[] Columns = ["Slug", "PublisherId", "Title", "Url", "ArchiveUrl", "Published", "Accessed", "Language", "Kind"];

    /// <returns>All sources, by their names in files.</returns>
    public static async Task<Dictionary<string, StoredSource>> RunAsync(
        BotDb db, IReadOnlyList<CompiledSource> entries, Dictionary<string, long> terms, CancellationToken ct)
    {
        var stored = (await RawRows.ReadAsync(
            db, """SELECT "Id", "Slug", "PublisherId", "ViaId" FROM "Sources" WHERE "CommunityId" = @community""", Read, ct)).ToDictionary(s => s.Slug, StringComparer.Ordinal);
        if (entries.Count > 0)
            await StoreAsync(db, [.. entries.DistinctBy(e => e.Slug)], stored, terms, ct);
        return Chains(stored.Values);
    }

    private static async Task StoreAsync(
        BotDb db, IReadOnlyList<CompiledSource> entries, Dictionary<string, Link> stored, Dictionary<string, long> terms, CancellationToken ct)
    {
        var fresh = entries.Where(e => !stored.ContainsKey(e.Slug)).ToList();
        var changed = entries.Where(e => stored.ContainsKey(e.Slug)).ToList();
        var ids = await RawRows.InsertAsync(db, "Sources", Columns, "Slug", fresh.Select(Values), ct);
        await RawRows.UpdateAsync(db, "Sources", Columns, changed.Select(Values), ct);

        // Only now has every source its number, whichever of two that are known through each other the file has first.
        foreach (var entry in entries)
            stored[entry.Slug] = new Link(ids.TryGetValue(entry.Slug, out var id) ? id : stored[entry.Slug].Id, entry.Slug, terms[entry.Publisher], null);
        foreach (var entry in entries.Where(e => e.Via is not null))
            stored[entry.Slug] = stored[entry.Slug] with { ViaId = stored[entry.Via!].Id };
        var linked = entries.Where(e => e.Via is not null).Concat(changed.Where(e => e.Via is null));
        await RawRows.UpdateAsync(db, "Sources", ["Id", "ViaId"], linked.Select(e => new object?[] { stored[e.Slug].Id, stored[e.Slug].ViaId }), ct);

        object?[] Values(CompiledSource entry) =>
        [
            entry.Slug, terms[entry.Publisher], entry.Title, entry.Url, entry.Archive, entry.Published, entry.Accessed,
            entry.Language.ToString(), entry.Kind.ToString(),
        ];
    }

    /// <summary>Each source with the publishers along its chain.</summary>
    private static Dictionary<string, StoredSource> Chains(IReadOnlyCollection<Link> sources)
    {
        var byId = sources.ToDictionary(s => s.Id);
        return sources.ToDictionary(s => s.Slug, s => new StoredSource(s.Id, [.. Chain(s).Take(StoredSource.MaxChainLength).Select(c => c.PublisherId).Distinct()]), StringComparer.Ordinal);

        IEnumerable<Link> Chain(Link source)
        {
            for (Link? at = source; at is not null; at = at.ViaId is { } via ? byId[via] : null)
                yield return at;
        }
    }

    private static Link Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3));

    private sealed record Link(long Id, string Slug, long PublisherId, long? ViaId);
}

/// <summary>A source that is in the store.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Publishers">Its publisher, and those of the sources that it is known through.</param>
internal sealed record StoredSource(long Id, IReadOnlyList<long> Publishers)
{
    /// <summary>How many steps a chain of citation is followed: longer ones go in a circle.</summary>
    public const int MaxChainLength = 4;
}
