using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Tests.Store;

/// <summary>The schema that migrations create is the one that the model describes, on both databases.</summary>
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

    [Theory, OnSqlite, OnPostgres]
    public async Task Names_that_were_there_before_get_the_time_of_their_claim(Database database)
    {
        await using var old = new TemporaryDb(database);
        await old.Migrations.GetService<IMigrator>().MigrateAsync("20261122000007_SubscriptionLanguage");
        await old.Db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "Terms" ("Id", "Slug", "Kind") VALUES (1, 'marches', 'Topic');
            INSERT INTO "Claims" ("Id", "PublicId", "TopicId", "CaseKey", "Kind", "Comparator", "From", "To", "Status", "Rank", "SearchText", "Version")
                VALUES (7, 'F-0007', 1, 'x', 'Text', 'Exactly', '2014-01-01', '2014-12-31', 'Published', 'Normal', '', 1);
            INSERT INTO "ClaimTerms" ("ClaimId", "TermId", "Role", "Position") VALUES (7, 1, 'Subject', 0);
            """);

        await Migrating.MigrateAsync(old.Store, CancellationToken.None);

        var name = await old.Db.ClaimTerms.AcrossCommunities().SingleAsync();
        Assert.Equal((new DateOnly(2014, 1, 1), new DateOnly(2014, 12, 31)), (name.From, name.To));
        Assert.Equal(1, name.CommunityId);
    }

    private sealed class TemporaryDb : IAsyncDisposable
    {
        public TemporaryDb(Database database)
        {
            Store = database == Database.Postgres
                ? new StoreSettings(StoreProvider.Postgres, PostgresCluster.NewDatabase())
                : new StoreSettings(StoreProvider.Sqlite, Path.GetTempFileName());
            Migrations = Migrating.Open(Store);
            Db = new BotDb(new DbContextOptionsBuilder<BotDb>().UseStore(Store).Options);
        }

        public StoreSettings Store { get; }

        public BotDb Db { get; }

        /// <summary>The same database as migrations see it.</summary>
        public BotDb Migrations { get; }

        public async ValueTask DisposeAsync()
        {
            await Db.DisposeAsync();
            await Migrations.DisposeAsync();
            if (Store.Provider == StoreProvider.Sqlite)
                File.Delete(Store.Connection);
        }
    }
}
