using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AdvocacyBot.TestSupport;

/// <summary>
/// Empty databases of the newest schema. One of each sort is migrated in a test run and copied for each test, which is many times
/// quicker; the tests that start the executable have it migrate its own.
/// </summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Sqlite = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> Postgres = new(MigratePostgresAsync);

    /// <summary>Puts one into a data folder that has none.</summary>
    public static async Task PutIntoAsync(string folder)
    {
        var file = Path.Combine(folder, "advocacybot.db");
        if (Directory.Exists(folder) && !File.Exists(file))
            await File.WriteAllBytesAsync(file, await Sqlite.Value);
    }

    /// <returns>The connection string of a new one.</returns>
    public static async Task<string> OnPostgresAsync() => PostgresCluster.NewDatabase(copyOf: await Postgres.Value);

    private static async Task<byte[]> MigrateSqliteAsync()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "migrated.db");
        await Migrating.MigrateAsync(new StoreSettings(StoreProvider.Sqlite, file), CancellationToken.None);
        SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(file);
    }

    /// <returns>The name of the one that is copied.</returns>
    private static async Task<string> MigratePostgresAsync()
    {
        var connection = PostgresCluster.NewDatabase();
        // PostgreSQL copies a database only while nobody is connected to it.
        await Migrating.MigrateAsync(new StoreSettings(StoreProvider.Postgres, $"{connection};Pooling=false"), CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(connection).Database!;
    }
}
