using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace AdvocacyBot.Core.Store;

/// <summary>Tells a damaged, emptied or missing database from a new one, before anything is written to it.</summary>
public static class StoreInspection
{
    /// <summary>The table in which EF Core records migrations; a database without it is new.</summary>
    private const string History = "__EFMigrationsHistory";

    /// <param name="settings">Where the database is.</param>
    /// <param name="keys">The folder with the keys of mobilizations. Any key in it shows that there was a database.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StartupException">The database is damaged, or it is new although there are keys.</exception>
    public static async Task EnsureSoundAsync(StoreSettings settings, string keys, CancellationToken ct)
    {
        var isSqlite = settings.Provider == StoreProvider.Sqlite;
        var isNew = isSqlite ? await IsNewSqliteAsync(settings.Connection, ct) : await IsNewPostgresAsync(settings.Connection, ct);
        if (!isNew || !Directory.Exists(keys) || !Directory.EnumerateFiles(keys, "*.key").Any(f => Path.GetFileName(f) != "master.key"))
            return;

        throw new StartupException(
            $"The database {(isSqlite ? settings.Connection : "of PostgreSQL")} is missing or empty, but {keys} contains keys of its mobilizations, so this is not a new bot. Put the database back, restore a backup with \"restore FILE\", or move that folder away to start afresh.");
    }

    /// <summary>Reads all of a file of the bot, which takes about a second for each gigabyte.</summary>
    /// <exception cref="StartupException">It is damaged.</exception>
    public static async Task EnsureNotDamagedAsync(string file, string remedy, CancellationToken ct)
    {
        if (!HasContent(file))
            return;
        try
        {
            await using var connection = await OpenAsync(file, ct);
            if (await AskAsync(connection, "PRAGMA quick_check(1)", ct) is "ok")
                return;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            // Explained below.
        }

        throw new StartupException($"{file} is damaged or is not a database. {remedy}");
    }

    private static async Task<bool> IsNewSqliteAsync(string file, CancellationToken ct)
    {
        if (!HasContent(file))
            return true;

        await EnsureNotDamagedAsync(file, "Move it away, with the files next to it whose names begin like its own, and restore a backup with \"restore FILE\".", ct);
        await using var connection = await OpenAsync(file, ct);
        return await AskAsync(connection, $"SELECT count(*) FROM sqlite_master WHERE name = '{History}'", ct) is 0L;
    }

    private static async Task<bool> IsNewPostgresAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return await AskAsync(connection, $"SELECT to_regclass('\"{History}\"')::text", ct) is DBNull;
    }

    private static bool HasContent(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    private static async Task<SqliteConnection> OpenAsync(string file, CancellationToken ct)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<object?> AskAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(ct);
    }
}
