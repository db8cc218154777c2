using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>What the hand-written migrations need to serve both databases.</summary>
internal static class LegacyMigration
{
    /// <summary>A number that the database assigns and, on SQLite, never assigns again.</summary>
    public static OperationBuilder<AddColumnOperation> Key(this ColumnsBuilder table) =>
        table.Column<long>()
            .Annotation("Sqlite:Autoincrement", true)
            .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

    public static bool IsSqlite(this MigrationBuilder migration) =>
        migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";
}
