using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores terms with the names that they do not have yet. Names come in thousands, so they are written many to a statement.</summary>
internal static class StoreTerms
{
    private const int RowsAtOnce = 100;
    private const int Columns = 5;

    /// <returns>The rows of all terms, by their names in files.</returns>
    public static async Task<Dictionary<string, long>> RunAsync(BotDb db, IReadOnlyList<TermEntry> entries, CancellationToken ct)
    {
        var slugs = entries.Select(e => e.Slug).ToList();
        var stored = await db.Terms.Where(t => slugs.Contains(t.Slug)).ToDictionaryAsync(t => t.Slug, ct);
        foreach (var entry in entries.Where(e => !stored.ContainsKey(e.Slug)))
            db.Terms.Add(stored[entry.Slug] = new Term { Slug = entry.Slug, Kind = entry.TermKind ?? TermKind.Org });
        await db.SaveChangesAsync(ct);

        var ids = stored.Values.Select(t => t.Id).ToList();
        var names = await db.TermNames.Where(n => ids.Contains(n.TermId)).Select(n => new { n.TermId, n.Language, n.Folded, n.Role }).ToListAsync(ct);
        var known = names.Select(n => (n.TermId, n.Language, n.Folded, n.Role)).ToHashSet();
        var fresh =
            from entry in entries
            let id = stored[entry.Slug].Id
            from name in entry.Names
            let folded = QuestionTokens.Join(name.Text)
            where folded.Length > 0 && known.Add((id, name.Language, folded, name.Role))
            select new object[] { id, name.Language.ToString(), name.Text, folded, name.Role.ToString() };
        foreach (var rows in fresh.Chunk(RowsAtOnce))
            await InsertAsync(db, rows, ct);
        return await db.Terms.ToDictionaryAsync(t => t.Slug, t => t.Id, ct);
    }

    private static Task InsertAsync(BotDb db, object[][] rows, CancellationToken ct)
    {
        var sql = new StringBuilder("""INSERT INTO "TermNames" ("TermId", "Language", "Text", "Folded", "Role") VALUES """);
        for (var row = 0; row < rows.Length; row++)
        {
            var first = row * Columns;
            sql.Append(CultureInfo.InvariantCulture, $"{(row == 0 ? "" : ", ")}({{{first}}}, {{{first + 1}}}, {{{first + 2}}}, {{{first + 3}}}, {{{first + 4}}})");
        }

        // The statement is made of nothing but places for parameters.
        return db.Database.ExecuteSqlRawAsync(sql.ToString(), rows.SelectMany(r => r), ct);
    }
}
