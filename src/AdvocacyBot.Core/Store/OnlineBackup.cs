using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Copies the database while the bot runs: one consistent state, without the bytes of deleted rows and without any key, for
/// keys are not in the database.
/// </summary>
/// <param name="db">The database, which is SQLite.</param>
public sealed class OnlineBackup(BotDb db)
{
    /// <summary>Writes the copy to a new file that only its owner may read.</summary>
    /// <exception cref="IOException">There is a file of that name already, or it cannot be written.</exception>
    /// <exception cref="NotSupportedException">The database is PostgreSQL, which has its own tools for that: pg_dump.</exception>
    public async Task WriteAsync(string file, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            throw new NotSupportedException("PostgreSQL is backed up with its own tool: pg_dump.");

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await new FileStream(file, options).DisposeAsync();

        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
        if (await ProblemAsync(file, ct) is { } problem)
            throw new IOException($"The copy at {file} {problem}; please try again");
    }

    /// <summary>Reads a copy through and through, without changing it.</summary>
    /// <returns>What is wrong with it, to follow its name in a sentence; null where nothing is.</returns>
    public static async Task<string?> ProblemAsync(string file, CancellationToken ct)
    {
        var readOnly = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var copy = new SqliteConnection(readOnly.ToString());
        try
        {
            await copy.OpenAsync(ct);
            if (await AskAsync("SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is not 1L)
                return "is no backup of this bot";
            if (await AskAsync("PRAGMA integrity_check") is not "ok" || await AskAsync("PRAGMA foreign_key_check") is not null)
                return "is damaged";
            return null;
        }
        catch (SqliteException)
        {
            return "is no backup of this bot, or is damaged";
        }

        async Task<object?> AskAsync(string sql)
        {
            await using var command = copy.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(ct);
        }
    }
}
