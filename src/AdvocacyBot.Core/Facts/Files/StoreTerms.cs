using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores terms with the names that they do not have yet.</summary>
internal static class StoreTerms
{
    /// <returns>The rows of all terms, by their names in files.</returns>
    public static async Task<Dictionary<string, long>> RunAsync(BotDb db, IReadOnlyList<TermEntry> entries, CancellationToken ct)
    {
        var stored = await RawRows.ReadAsync(db, """SELECT "Id", "Slug" FROM "Terms" """, row => (Id: row.GetInt64(0), Slug: row.GetString(1)), ct);
        var terms = stored.ToDictionary(t => t.Slug, t => t.Id, StringComparer.Ordinal);
        if (entries.Count == 0)
            return terms;

        var fresh = entries.Where(e => !terms.ContainsKey(e.Slug)).DistinctBy(e => e.Slug)
            .Select(e => new object?[] { e.Slug, (e.TermKind ?? TermKind.Org).ToString() });
        foreach (var (slug, id) in await RawRows.InsertAsync(db, "Terms", ["Slug", "Kind"], "Slug", fresh, ct))
            terms.Add(slug, id);

        var known = (await RawRows.ReadAsync(
            db,
            """SELECT "TermId", "Language", "Folded", "Role" FROM "TermNames" """,
            row => (row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)),
            ct)).ToHashSet();
        var names =
            from entry in entries
            let id = terms[entry.Slug]
            from name in entry.Names
            let language = name.Language.ToString()
            let role = name.Role.ToString()
            where name.Folded.Length > 0 && known.Add((id, language, name.Folded, role))
            select new object?[] { id, language, name.Text, name.Folded, role };
        await RawRows.InsertAsync(db, "TermNames", ["TermId", "Language", "Text", "Folded", "Role"], names, ct);
        await StoreBroaderAsync(db, entries, terms, ct);
        return terms;
    }

    private static async Task StoreBroaderAsync(BotDb db, IReadOnlyList<TermEntry> entries, Dictionary<string, long> terms, CancellationToken ct)
    {
        if (entries.All(e => e.Broader.Count == 0))
            return;
        var known = (await RawRows.ReadAsync(
            db, """SELECT "TermId", "BroaderId" FROM "TermBroader" """, row => (row.GetInt64(0), row.GetInt64(1)), ct)).ToHashSet();
        var broader =
            from entry in entries
            from slug in entry.Broader
            where terms.ContainsKey(slug) && known.Add((terms[entry.Slug], terms[slug]))
            select new object?[] { terms[entry.Slug], terms[slug] };
        await RawRows.InsertAsync(db, "TermBroader", ["TermId", "BroaderId"], broader, ct);
    }
}
