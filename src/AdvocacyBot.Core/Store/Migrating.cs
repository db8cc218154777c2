using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Migrations are written by hand, since the design-time package is not to be had; a test holds a migrated database against
/// the model on both databases, which is what a snapshot would be for.
/// </summary>
internal static class Migrating
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
    public static Task MigrateAsync(BotDb db, CancellationToken ct) => db.Database.MigrateAsync(ct);
}
