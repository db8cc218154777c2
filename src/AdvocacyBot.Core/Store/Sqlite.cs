using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AdvocacyBot.Core.Store;

/// <summary>All that is particular to SQLite.</summary>
public static class Sqlite
{
    private const string Pragmas =
        """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA foreign_keys = ON;
        """;

    /// <summary>Uses the database file at a path, durably, and so that deleted rows leave no bytes behind.</summary>
    public static DbContextOptionsBuilder UseBotSqlite(this DbContextOptionsBuilder options, string path) =>
        options
            // A list of values as one parameter: otherwise each length of list is another statement, written and prepared anew.
            .UseSqlite(ConnectionString(path), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(PragmasOnEachConnection.Instance)
            .WithoutSnapshot();

    /// <summary>A connection to a file of the bot's beside its database, with the same promises.</summary>
    public static async Task<SqliteConnection> OpenAsync(string path, CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        try
        {
            await connection.OpenAsync(ct);
            await PragmasOnEachConnection.SetAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 }.ToString();

    /// <summary>
    /// Empties the write-ahead log into the database and truncates it, so that what was deleted is in neither.
    /// </summary>
    /// <returns>Whether it is done; false while a reader is in the way.</returns>
    public static async Task<bool> TruncateLogAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && row.GetInt32(0) == 0;
    }

    /// <summary>Settings are a connection's own, and the pool hands connections out again, so each opening sets them.</summary>
    private sealed class PragmasOnEachConnection : DbConnectionInterceptor
    {
        public static readonly PragmasOnEachConnection Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            SetAsync(connection, cancellationToken);

        public static async Task SetAsync(DbConnection connection, CancellationToken ct)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
