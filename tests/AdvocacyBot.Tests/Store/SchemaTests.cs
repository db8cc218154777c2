using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Store;

/// <summary>Migrations are written by hand, so the schema that they make is held against the one that the model would make.</summary>
public sealed class SchemaTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_migrated_database_and_the_model_agree(Database database)
    {
        await using var migrated = new TemporaryDb(database);
        await using var modelled = new TemporaryDb(database);
        await Migrating.MigrateAsync(migrated.Store, CancellationToken.None);
        await modelled.Db.Database.EnsureCreatedAsync();

        var tables = modelled.Db.Model.GetEntityTypes().Select(e => e.GetTableName()!).ToHashSet(StringComparer.Ordinal);
        var expected = await Schema.ReadAsync(modelled.Db, tables);
        var actual = await Schema.ReadAsync(migrated.Db, tables);

        Assert.NotEmpty(expected);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));
    }

    private sealed class TemporaryDb : IAsyncDisposable
    {
        public TemporaryDb(Database database)
        {
            Store = database == Database.Postgres
                ? new StoreSettings(StoreProvider.Postgres, PostgresCluster.NewDatabase())
                : new StoreSettings(StoreProvider.Sqlite, Path.GetTempFileName());
            Db = new BotDb(new DbContextOptionsBuilder<BotDb>().UseStore(Store).Options);
        }

        public StoreSettings Store { get; }

        public BotDb Db { get; }

        public async ValueTask DisposeAsync()
        {
            await Db.DisposeAsync();
            if (Store.Provider == StoreProvider.Sqlite)
                File.Delete(Store.Connection);
        }
    }
}
