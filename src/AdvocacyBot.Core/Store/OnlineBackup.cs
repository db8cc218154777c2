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
        await using var copy = new SqliteConnection(Sqlite.ConnectionString(file));
        await copy.OpenAsync(ct);
        await using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        if (await check.ExecuteScalarAsync(ct) is not "ok")
            throw new IOException($"The copy at {file} is not sound; please try again.");
    }
}
