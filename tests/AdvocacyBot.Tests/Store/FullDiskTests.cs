using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Crashes;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Tests.Store;

public sealed class FullDiskTests
{
    /// <summary>SQLite then reports an I/O error, because it finds no room for the index of its log.</summary>
    [SmallDiskFact]
    public async Task A_database_opened_on_a_full_disk_says_so()
    {
        using var disk = new SmallDisk();
        var file = $"Data Source={Path.Combine(disk.Folder, "some.db")};Pooling=False";
        await ExecuteAsync(file, "PRAGMA journal_mode = WAL; CREATE TABLE Some (Id INTEGER)");
        disk.Fill();

        var failure = await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(file, "INSERT INTO Some VALUES (1)"));

        Assert.True(StorageTrouble.IsDiskFull(failure), $"{failure.SqliteExtendedErrorCode}: {failure.Message}");
    }

    private static async Task ExecuteAsync(string file, string statements)
    {
        await using var connection = new SqliteConnection(file);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }
}
