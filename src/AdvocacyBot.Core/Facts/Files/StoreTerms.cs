using System.Globalization;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores terms with the names that they do not have yet. Names that a community adds to a shared term are its own.</summary>
internal sealed class StoreTerms
{
    private readonly BotDb db;
    private readonly long owner;

    /// <summary>The condition for rows that the owner sees.</summary>
    private readonly string visible;

    /// <param name="db">The store.</param>
    /// <param name="owner">The community, or <see cref="CommunityScope.Shared"/>.</param>
    public StoreTerms(BotDb db, long owner)
    {
        (this.db, this.owner) = (db, owner);
        visible = string.Create(CultureInfo.InvariantCulture, $"\"CommunityId\" IN ({CommunityScope.Shared}, {owner})");
    }

    /// <returns>The rows of all terms, by their names in files, and whether one that was stored before now has another broader term.</returns>
    public async Task<(Dictionary<string, long> Terms, bool HaveNewBroader)> RunAsync(IReadOnlyList<TermEntry> entries, CancellationToken ct)
    {
        var stored = await RawRows.ReadAsync(
            db,
            $"""SELECT "Id", "Slug", "CommunityId" FROM "Terms" WHERE {visible}""",
            row => (Id: row.GetInt64(0), Slug: row.GetString(1), Owner: row.GetInt64(2)),
            ct);
        var terms = new Dictionary<string, long>(StringComparer.Ordinal);
        // A community's own term counts before a shared one with the same slug.
        foreach (var term in stored.OrderBy(t => t.Owner))
            terms[term.Slug] = term.Id;
        if (entries.Count == 0)
            return (terms, false);

        var fresh = entries.Where(e => !terms.ContainsKey(e.Slug)).DistinctBy(e => e.Slug)
            .Select(e => new object?[] { e.Slug, (e.TermKind ?? TermKind.Org).ToString() });
        var added = await RawRows.InsertAsync(db, "Terms", ["Slug", "Kind"], "Slug", fresh, ct, owner);
        foreach (var (slug, id) in added)
            terms.Add(slug, id);

        var known = (await RawRows.ReadAsync(
            db,
            $"""SELECT "TermId", "Language", "Folded", "Role" FROM "TermNames" WHERE {visible}""",
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
        await RawRows.InsertAsync(db, "TermNames", ["TermId", "Language", "Text", "Folded", "Role"], names, ct, owner);
        var narrower = await StoreBroaderAsync(entries, terms, ct);
        return (terms, narrower.Any(id => !added.ContainsValue(id)));
    }

    /// <returns>The terms that have a further broader one.</returns>
    private async Task<IReadOnlyList<long>> StoreBroaderAsync(IReadOnlyList<TermEntry> entries, Dictionary<string, long> terms, CancellationToken ct)
    {
        if (entries.All(e => e.Broader.Count == 0))
            return [];
        var known = (await RawRows.ReadAsync(
            db, $"""SELECT "TermId", "BroaderId" FROM "TermBroader" WHERE {visible}""", row => (row.GetInt64(0), row.GetInt64(1)), ct)).ToHashSet();
        var broader = (
            from entry in entries
            from slug in entry.Broader
            where terms.ContainsKey(slug) && known.Add((terms[entry.Slug], terms[slug]))
            select (Term: terms[entry.Slug], Broader: terms[slug])).ToList();
        await RawRows.InsertAsync(db, "TermBroader", ["TermId", "BroaderId"], broader.Select(b => new object?[] { b.Term, b.Broader }), ct, owner);
        return [.. broader.Select(b => b.Term)];
    }
}
