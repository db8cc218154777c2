using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ShiftsAndTranslations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RoleSlotIds",
                table: "Rsvps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SwapOffers",
                table: "Rsvps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WantsSwap",
                table: "PrivateContacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SeriesDay",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Translations",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            // In place of EF Core's own removal of the column, which on SQLite would make a table with row ids again.
            migrationBuilder.Sql("UPDATE \"Rsvps\" SET \"RoleSlotIds\" = CAST(\"RoleSlotId\" AS TEXT) WHERE \"RoleSlotId\" IS NOT NULL");
            migrationBuilder.Sql("ALTER TABLE \"Rsvps\" DROP COLUMN \"RoleSlotId\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RoleSlotIds",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "SwapOffers",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "WantsSwap",
                table: "PrivateContacts");

            migrationBuilder.DropColumn(
                name: "SeriesDay",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "Translations",
                table: "Mobilizations");

            migrationBuilder.AddColumn<long>(
                name: "RoleSlotId",
                table: "Rsvps",
                type: "INTEGER",
                nullable: true);
        }
    }
}
