using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

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
            // A list of values as one parameter: otherwise each length of list is another statement, written and prepared again.
            .UseSqlite(ConnectionString(path), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(PragmasOnEachConnection.Instance)
            .UseProviderMigrations();

    /// <summary>A connection to another file of the bot, with the same durability as its database.</summary>
    public static async Task<SqliteConnection> OpenAsync(string path, CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        try
        {
            await connection.OpenAsync(ct);
            await PragmasOnEachConnection.Instance.SetAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the idle connections to a file, so that it can be deleted.</summary>
    public static void Release(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(connection);
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

    /// <summary>
    /// Settings are a connection's own. The pool hands connections out again as they were left, so each is set once, when it is new.
    /// </summary>
    private sealed class PragmasOnEachConnection : DbConnectionInterceptor
    {
        public static readonly PragmasOnEachConnection Instance = new();
        private readonly ConditionalWeakTable<sqlite3, object> set = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (!IsNew(connection, out var handle))
                return;

            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            set.TryAdd(handle, this);
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            SetAsync(connection, cancellationToken);

        public async Task SetAsync(DbConnection connection, CancellationToken ct)
        {
            if (!IsNew(connection, out var handle))
                return;

            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(ct);
            set.TryAdd(handle, this);
        }

        private bool IsNew(DbConnection connection, out sqlite3 handle)
        {
            handle = ((SqliteConnection)connection).Handle!;
            return !set.TryGetValue(handle, out _);
        }
    }
}
