using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PeopleWithoutOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "WasGoing",
                table: "SafeMarks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<long>(
                name: "Id",
                table: "PrivateNotes",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint")
                .OldAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddColumn<int>(
                name: "MaxGuests",
                table: "Mobilizations",
                type: "integer",
                nullable: true);

            // Their former ids could be recomputed by anybody who saw the events.
            migrationBuilder.Sql("DELETE FROM \"SeenEvents\";");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WasGoing",
                table: "SafeMarks");

            migrationBuilder.DropColumn(
                name: "MaxGuests",
                table: "Mobilizations");

            migrationBuilder.AlterColumn<long>(
                name: "Id",
                table: "PrivateNotes",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint")
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
        }
    }
}
