using System.Data.Common;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Store;

/// <summary>A database's tables, columns, keys and indexes as sorted lines of text.</summary>
internal static class Schema
{
    private const string SqliteColumns =
        """
        SELECT m.name, 'column', c.name, upper(c.type), c."notnull", coalesce(c.dflt_value, ''), c.pk
        FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        """;

    private const string SqliteIndexes =
        """
        SELECT m.name, 'index', i.name, i."unique", i.origin, i.partial, (SELECT group_concat(name) FROM pragma_index_info(i.name))
        FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin <> 'pk'
        """;

    private const string SqliteReferences =
        """
        SELECT m.name, 'reference', f."table", f."from", f."to", f.on_delete, f.seq
        FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        """;

    private const string PostgresColumns =
        """
        SELECT table_name, 'column', column_name, udt_name, is_nullable, coalesce(column_default, ''), is_identity
        FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'
        """;

    /// <summary>Full-text search is each database's own and stands in migrations alone.</summary>
    private const string PostgresIndexes =
        """
        SELECT tablename, 'index', indexname, indexdef, '', '', '' FROM pg_indexes
        WHERE schemaname = 'public' AND indexname NOT LIKE '%\_Search'
        """;

    private const string PostgresReferences =
        """
        SELECT conrelid::regclass::text, 'reference', conname, pg_get_constraintdef(oid), '', '', ''
        FROM pg_constraint WHERE contype = 'f'
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(BotDb db, IReadOnlySet<string> tables)
    {
        string[] queries = db.Database.IsSqlite()
            ? [SqliteColumns, SqliteIndexes, SqliteReferences]
            : [PostgresColumns, PostgresIndexes, PostgresReferences];
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var query in queries)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add(Line(rows));
        }

        return [.. lines.Where(line => tables.Contains(line.Split(' ')[0].Trim('"'))).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader row) =>
        string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)));
}
