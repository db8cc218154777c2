using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>Finds rows by the words of a text column through each database's own index. Callers normalize the words.</summary>
/// <param name="From">What to read from; the table's rows are named by its alias.</param>
/// <param name="Where">Whether a row holds every word.</param>
/// <param name="Newest">What the index gives in order: the rows' numbers. Of many hits the best would have to be sought among all.</param>
/// <param name="Words">The value of the one parameter.</param>
internal sealed record TextSearch(string From, string Where, string Newest, string Words)
{
    /// <param name="db">Of either kind.</param>
    /// <param name="table">Whose alias is its first letter in lower case.</param>
    /// <param name="column">Contains words separated by single spaces.</param>
    /// <param name="index">SQLite's text index over that column.</param>
    /// <param name="words">A row has to contain one word of each group; operators inside words have no effect.</param>
    /// <param name="parameter">The name of the parameter.</param>
    public static TextSearch For(BotDb db, string table, string column, string index, IEnumerable<IReadOnlyList<string>> words, string parameter)
    {
        var alias = char.ToLowerInvariant(table[0]);
        if (db.Database.IsSqlite())
        {
            // SQLite takes a cross join in the order in which it stands: the index first, never one row after another.
            return new TextSearch(
                $"{index} CROSS JOIN \"{table}\" {alias} ON {alias}.\"Id\" = {index}.rowid",
                $"{index} MATCH {parameter}",
                $"{index}.rowid",
                string.Join(" AND ", words.Select(any => $"({string.Join(" OR ", any.Select(Quoted))})")));
        }

        var vector = $"array_to_tsvector(string_to_array({alias}.\"{column}\", ' '))";
        return new TextSearch(
            $"\"{table}\" {alias}",
            $"{vector} @@ CAST({parameter} AS tsquery)",
            $"{alias}.\"Id\"",
            string.Join(" & ", words.Select(any => $"({string.Join(" | ", any.Select(Escaped))})")));
    }

    /// <summary>Quotes a token, so that the full-text grammar does not interpret it (https://www.sqlite.org/fts5.html).</summary>
    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The same for PostgreSQL (https://www.postgresql.org/docs/current/datatype-textsearch.html).</summary>
    private static string Escaped(string word) =>
        $"'{word.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
