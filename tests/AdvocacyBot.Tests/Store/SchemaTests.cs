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
        await using var migrated = NewDb(database);
        await using var modelled = NewDb(database);
        await Migrating.MigrateAsync(migrated.Db, CancellationToken.None);
        await modelled.Db.Database.EnsureCreatedAsync();

        var tables = modelled.Db.Model.GetEntityTypes().Select(e => e.GetTableName()!).ToHashSet(StringComparer.Ordinal);
        var expected = await Schema.ReadAsync(modelled.Db, tables);
        var actual = await Schema.ReadAsync(migrated.Db, tables);

        Assert.NotEmpty(expected);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));
    }

    private static TemporaryDb NewDb(Database database)
    {
        var options = new DbContextOptionsBuilder<BotDb>();
        if (database == Database.Postgres)
            return new TemporaryDb(new BotDb(Typed(options.UseBotPostgres(PostgresCluster.NewDatabase()))), null);

        var file = Path.GetTempFileName();
        return new TemporaryDb(new BotDb(Typed(options.UseBotSqlite(file))), file);

        static DbContextOptions<BotDb> Typed(DbContextOptionsBuilder builder) => (DbContextOptions<BotDb>)builder.Options;
    }

    private sealed record TemporaryDb(BotDb Db, string? File) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Db.DisposeAsync();
            if (File is not null)
                System.IO.File.Delete(File);
        }
    }
}
