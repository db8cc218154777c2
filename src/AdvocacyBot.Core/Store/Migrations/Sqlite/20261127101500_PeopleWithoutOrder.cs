using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "MaxGuests",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: true);

            // In place of EF Core's own change of PrivateNotes, whose ids are random from now on.
            migrationBuilder.Sql(WithoutRowIds.Sql);
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
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "INTEGER")
                .Annotation("Sqlite:Autoincrement", true);
        }
    }
}
