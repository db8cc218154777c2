using System.Data.Common;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores sources; one that is stored already becomes what the file says of it.</summary>
internal static class StoreSources
{
    private static readonly string[] Columns = ["Slug", "PublisherId", "Title", "Url", "ArchiveUrl", "Published", "Accessed", "Language", "Kind"];

    /// <returns>All sources, by their names in files, and whether one that was stored before is now another.</returns>
    public static async Task<(Dictionary<string, StoredSource> Sources, bool HaveChanged)> RunAsync(
        BotDb db, IReadOnlyList<CompiledSource> entries, Dictionary<string, long> terms, CancellationToken ct)
    {
        var columns = string.Join(", ", Columns.Select(c => $"\"{c}\""));
        var rows = await RawRows.ReadAsync(db, $"""SELECT "Id", "ViaId", {columns} FROM "Sources" WHERE "CommunityId" = @community""", Read, ct);
        var stored = rows.ToDictionary(s => s.Slug, StringComparer.Ordinal);
        var haveChanged = entries.Count > 0 && await StoreAsync(db, [.. entries.DistinctBy(e => e.Slug)], stored, terms, ct);
        return (Chains(stored.Values), haveChanged);
    }

    private static async Task<bool> StoreAsync(
        BotDb db, IReadOnlyList<CompiledSource> entries, Dictionary<string, StoredRow> stored, Dictionary<string, long> terms, CancellationToken ct)
    {
        var before = new Dictionary<string, StoredRow>(stored, StringComparer.Ordinal);
        var ids = await RawRows.InsertAsync(db, "Sources", Columns, "Slug", entries.Where(e => !before.ContainsKey(e.Slug)).Select(Values), ct);

        // Only now has every source its number, whichever of two that are known through each other the file has first.
        foreach (var entry in entries)
            stored[entry.Slug] = new StoredRow(ids.TryGetValue(entry.Slug, out var id) ? id : before[entry.Slug].Id, null, Values(entry));
        foreach (var entry in entries.Where(e => e.Via is not null))
            stored[entry.Slug] = stored[entry.Slug] with { ViaId = stored[entry.Via!].Id };

        var changed = entries.Select(e => stored[e.Slug]).Where(row => before.TryGetValue(row.Slug, out var old) && !old.Equals(row)).ToList();
        await RawRows.UpdateAsync(db, "Sources", Columns, changed.Select(row => row.Values), ct);
        var linked = entries.Select(e => stored[e.Slug]).Where(row => before.TryGetValue(row.Slug, out var old) ? old.ViaId != row.ViaId : row.ViaId is not null);
        await RawRows.UpdateAsync(db, "Sources", ["Id", "ViaId"], linked.Select(row => new object?[] { row.Id, row.ViaId }), ct);
        return changed.Count > 0;

        object?[] Values(CompiledSource entry) =>
        [
            entry.Slug, terms[entry.Publisher], entry.Title, entry.Url, entry.Archive, entry.Published, entry.Accessed,
            entry.Language.ToString(), entry.Kind.ToString(),
        ];
    }

    /// <summary>Each source with the publishers along its chain.</summary>
    private static Dictionary<string, StoredSource> Chains(IReadOnlyCollection<StoredRow> sources)
    {
        var byId = sources.ToDictionary(s => s.Id);
        return sources.ToDictionary(s => s.Slug, s => new StoredSource(s.Id, [.. Chain(s).Take(StoredSource.MaxChainLength).Select(c => c.PublisherId).Distinct()]), StringComparer.Ordinal);

        IEnumerable<StoredRow> Chain(StoredRow source)
        {
            for (StoredRow? at = source; at is not null; at = at.ViaId is { } via ? byId[via] : null)
                yield return at;
        }
    }

    private static StoredRow Read(DbDataReader row)
    {
        var values = new object?[Columns.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var column = at + 2;
            values[at] = row.IsDBNull(column) ? null : Columns[at] == "Accessed" ? row.GetFieldValue<DateOnly>(column) : row.GetValue(column);
        }

        return new StoredRow(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), values);
    }

    /// <param name="Values">Those of <see cref="Columns"/>.</param>
    private sealed record StoredRow(long Id, long? ViaId, object?[] Values)
    {
        public string Slug => (string)Values[0]!;

        public long PublisherId => (long)Values[1]!;

        public bool Equals(StoredRow? other) => other is not null && (Id, ViaId) == (other.Id, other.ViaId) && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Id.GetHashCode();
    }
}

/// <summary>A source that is in the store.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Publishers">Its publisher, and those of the sources that it is known through.</param>
internal sealed record StoredSource(long Id, IReadOnlyList<long> Publishers)
{
    /// <summary>How many steps a chain of citation is followed: longer ones go in a circle.</summary>
    public const int MaxChainLength = 4;
}
