using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Reads and writes rows by their columns without EF's change tracking: for hundreds of thousands of rows, an object and a snapshot for
/// each cost more than the database does. Values are as the database keeps them: numbers, text, days, instants, null.
/// <para>
/// No query filter reaches these statements, so each must say whose rows it means: by the column CommunityId, compared with
/// <c>@community</c>, which is the community in scope. One that does not is refused.
/// </para>
/// </summary>
internal static class RawRows
{
    /// <summary>Rows per statement: many on PostgreSQL, where each statement is a round trip; few on SQLite, which looks up each parameter by name.</summary>
    private const int AtOnceOnPostgres = 100;
    private const int AtOnceOnSqlite = 8;
    private const string OwnerColumn = "CommunityId";
    private const string Owner = "@community";

    /// <summary>Reads the rows of a statement whose values, if any, stand as @p0, @p1 and so on.</summary>
    public static async Task<List<T>> ReadAsync<T>(BotDb db, string sql, Func<DbDataReader, T> read, CancellationToken ct, params object[] values)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(db, Scoped(sql), values.Length);
            Fill(command, [values]);
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Reads the rows of several statements in one go; each reader gets those of its own statement.</summary>
    public static async Task ReadManyAsync(BotDb db, string sql, CancellationToken ct, params Action<DbDataReader>[] readers)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(db, string.Join(';', sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Scoped)), 0);
            await using var rows = await command.ExecuteReaderAsync(ct);
            foreach (var read in readers)
            {
                while (await rows.ReadAsync(ct))
                    read(rows);
                await rows.NextResultAsync(ct);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Runs a statement once for each row of values, within the present transaction.</summary>
    public static async Task RunAsync(BotDb db, string sql, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        DbCommand? command = null;
        try
        {
            foreach (var row in rows)
            {
                command ??= Command(db, Scoped(sql), row.Length);
                Fill(command, [row]);
                await command.ExecuteNonQueryAsync(ct);
            }
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync();
        }
    }

    /// <summary>Adds rows whose columns are complete to a table, within the present transaction.</summary>
    public static Task InsertWholeAsync(BotDb db, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken ct) =>
        InsertAsync(db, table, columns, null, rows, _ => true, ct);

    /// <summary>Adds rows to a table of the model, within the present transaction.</summary>
    /// <param name="columns">Without the owner.</param>
    /// <param name="owner">The community that they belong to; null for the one in scope.</param>
    public static Task InsertAsync(
        BotDb db, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken ct, long? owner = null) =>
        InsertAsync(db, table, [.. columns, OwnerColumn], null, Owned(db, rows, owner), _ => true, ct);

    /// <summary>Adds rows and returns the numbers that the database gave them.</summary>
    /// <param name="columns">Without the owner.</param>
    /// <param name="key">A column whose values tell the rows apart.</param>
    /// <param name="owner">The community that they belong to; null for the one in scope.</param>
    /// <returns>The number of each row, by its key.</returns>
    public static async Task<Dictionary<string, long>> InsertAsync(
        BotDb db, string table, string[] columns, string key, IEnumerable<object?[]> rows, CancellationToken ct, long? owner = null)
    {
        var added = await InsertAsync(
            db, table, [.. columns, OwnerColumn], key, Owned(db, rows, owner), row => (Key: row.GetString(1), Id: row.GetInt64(0)), ct);
        return added.ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);
    }

    /// <summary>Gives rows of the community in scope other values, within the present transaction.</summary>
    /// <param name="columns">The first one tells the row; all others are set.</param>
    /// <param name="rows">A value for each column.</param>
    public static Task UpdateAsync(BotDb db, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var sets = string.Join(", ", columns.Skip(1).Select((column, i) => $"\"{column}\" = {Name(i + 1)}"));
        return RunAsync(db, $"UPDATE \"{table}\" SET {sets} WHERE \"{columns[0]}\" = {Name(0)} AND \"{OwnerColumn}\" = {Owner}", rows, ct);
    }

    /// <summary>Numbers of rows, as they stand between the brackets of an <c>IN ()</c>.</summary>
    public static string List(IEnumerable<long> ids) => string.Join(", ", ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<object?[]> Owned(BotDb db, IEnumerable<object?[]> rows, long? owner)
    {
        var community = owner ?? db.CommunityId;
        return rows.Select(row => (object?[])[.. row, community]);
    }

    private static string Scoped(string sql) => sql.Contains(OwnerColumn, StringComparison.Ordinal)
        ? sql
        : throw new InvalidOperationException($"A statement must say whose rows it means: {sql}");

    private static async Task<List<T>> InsertAsync<T>(
        BotDb db, string table, string[] columns, string? key, IEnumerable<object?[]> rows, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var returned = new List<T>();
        DbCommand? command = null;
        try
        {
            foreach (var chunk in rows.Chunk(db.Database.IsSqlite() ? AtOnceOnSqlite : AtOnceOnPostgres))
            {
                if (command?.Parameters.Count != chunk.Length * columns.Length)
                {
                    if (command is not null)
                        await command.DisposeAsync();
                    command = Command(db, Insert(table, columns, key, chunk.Length), chunk.Length * columns.Length);
                }

                Fill(command, chunk);
                if (key is null)
                {
                    await command.ExecuteNonQueryAsync(ct);
                    continue;
                }

                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    returned.Add(read(reader));
            }

            return returned;
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync();
        }
    }

    private static string Insert(string table, string[] columns, string? key, int rows)
    {
        var sql = new StringBuilder().Append(CultureInfo.InvariantCulture, $"INSERT INTO \"{table}\" (\"{string.Join("\", \"", columns)}\") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
                sql.Append(column == 0 ? "" : ", ").Append(Name((row * columns.Length) + column));
            sql.Append(')');
        }

        return key is null ? sql.ToString() : sql.Append(CultureInfo.InvariantCulture, $" RETURNING \"Id\", \"{key}\"").ToString();
    }

    private static DbCommand Command(BotDb db, string sql, int parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        // Every statement is made of the model's own names and of places for values, and of nothing that anybody typed.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Name(i);
            command.Parameters.Add(parameter);
        }

        if (sql.Contains(Owner, StringComparison.Ordinal))
        {
            var owner = command.CreateParameter();
            (owner.ParameterName, owner.Value) = (Owner, db.CommunityId);
            command.Parameters.Add(owner);
        }

        return command;
    }

    private static void Fill(DbCommand command, object?[][] rows)
    {
        var at = 0;
        foreach (var row in rows)
        {
            foreach (var value in row)
                command.Parameters[at++].Value = value ?? DBNull.Value;
        }
    }

    private static string Name(int parameter) => "@p" + parameter.ToString(CultureInfo.InvariantCulture);
}
