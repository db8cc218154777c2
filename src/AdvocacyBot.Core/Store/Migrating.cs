using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Migrations are written by hand, since the design-time package is not to be had; a test holds a migrated database against
/// the model on both databases, which is what a snapshot would be for.
/// </summary>
public static class Migrating
{
    public static DbContextOptionsBuilder WithoutSnapshot(this DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>A number that the database gives out and, on SQLite, never gives out again.</summary>
    public static OperationBuilder<AddColumnOperation> Key(this ColumnsBuilder table) =>
        table.Column<long>()
            .Annotation("Sqlite:Autoincrement", true)
            .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

    public static bool IsSqlite(this MigrationBuilder migration) =>
        migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Brings the database to the newest schema; makes it where there is none.</summary>
    public static async Task MigrateAsync(StoreSettings settings, CancellationToken ct)
    {
        // Migrations say everything themselves. With an empty model they need not wait until the real one is built.
        var options = new DbContextOptionsBuilder<BotDb>().UseStore(settings).UseModel((IModel)new ModelBuilder().FinalizeModel());
        await using var db = new BotDb(options.Options);

        // Asking first is many times quicker than migrating, which is hardly ever needed.
        if (!await IsNewestAsync(db.Database, ct))
            await db.Database.MigrateAsync(ct);
    }

    private static async Task<bool> IsNewestAsync(DatabaseFacade database, CancellationToken ct)
    {
        var newest = database.GetMigrations().Last();
        await database.OpenConnectionAsync(ct);
        try
        {
            await using var command = database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\"";
            return Equals(await command.ExecuteScalarAsync(ct), newest);
        }
        catch (DbException)
        {
            // There is no history yet, or nothing that could be asked: migrating says which.
            return false;
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }
}
