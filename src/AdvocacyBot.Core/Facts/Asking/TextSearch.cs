using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Finds claims by the stems that stand in them, with each database's own text index and the same results.</summary>
internal static class TextSearch
{
    /// <summary>The claims in which every stem stands; all claims where there is none to look for.</summary>
    public static IQueryable<Claim> Claims(BotDb db, IReadOnlyList<string> stems)
    {
        if (stems.Count == 0)
            return db.Claims;
        if (db.Database.IsSqlite())
        {
            var query = string.Join(' ', stems.Select(Quoted));
            return db.Claims.FromSql($"SELECT c.* FROM ClaimSearch s JOIN Claims c ON c.Id = s.rowid WHERE s.SearchText MATCH {query}");
        }

        var lexemes = string.Join(" & ", stems.Select(Escaped));
        return db.Claims.FromSql($"""SELECT * FROM "Claims" WHERE array_to_tsvector(string_to_array("SearchText", ' ')) @@ CAST({lexemes} AS tsquery)""");
    }

    /// <summary>In quotation marks a token is a token, whatever the full-text grammar would make of it (https://www.sqlite.org/fts5.html).</summary>
    private static string Quoted(string stem) => $"\"{stem.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The same for PostgreSQL (https://www.postgresql.org/docs/current/datatype-textsearch.html).</summary>
    private static string Escaped(string stem) =>
        $"'{stem.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
