using AdvocacyBot.Core.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Copies the database while the bot runs: one consistent state, without the bytes of deleted rows and without any key, because keys are
/// not in the database.
/// </summary>
public sealed class OnlineBackup(BotDb db)
{
    /// <summary>Writes the copy to a new file that only its owner may read.</summary>
    /// <exception cref="IOException">A file of that name exists, or it cannot be written.</exception>
    /// <exception cref="NotSupportedException">The database is PostgreSQL, which has its own tool, pg_dump.</exception>
    public async Task WriteAsync(string file, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            throw new NotSupportedException("PostgreSQL is backed up with its own tool: pg_dump.");

        await PrivateFiles.CreateNew(file).DisposeAsync();

        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
        if (await ProblemAsync(file, ct) is { } problem)
            throw new IOException($"The copy at {file} {problem}; please try again");
    }

    /// <summary>Checks all of a copy without changing it.</summary>
    /// <returns>What is wrong, to follow the file's name in a sentence; null if nothing is.</returns>
    public static async Task<string?> ProblemAsync(string file, CancellationToken ct)
    {
        var readOnly = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var copy = new SqliteConnection(readOnly.ToString());
        try
        {
            await copy.OpenAsync(ct);
            if (await AskAsync("SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is not 1L)
                return "is not a backup of this bot";
            if (await AskAsync("PRAGMA integrity_check") is not "ok" || await AskAsync("PRAGMA foreign_key_check") is not null)
                return "is damaged";
            return null;
        }
        catch (SqliteException)
        {
            return "is not a backup of this bot, or is damaged";
        }

        async Task<object?> AskAsync(string sql)
        {
            await using var command = copy.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(ct);
        }
    }
}
