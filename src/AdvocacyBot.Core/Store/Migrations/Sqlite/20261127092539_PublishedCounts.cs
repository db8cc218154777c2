using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PublishedCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PublishedFilled",
                table: "RoleSlots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsPublic",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "PublishedCutoff",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PublishedGoing",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PublishedPeople",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PublishedTaken",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PublishedWaiting",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // What was public before stays so, and the people counted in it bring no publication nearer.
            migrationBuilder.Sql(
                """
                UPDATE "Mobilizations" SET "PublishedTaken" = "SeatsTaken", "PublishedWaiting" = "Waiting",
                    "PublishedPeople" = (SELECT count(*) FROM "Rsvps" WHERE "Rsvps"."MobilizationId" = "Mobilizations"."Id");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PublishedFilled",
                table: "RoleSlots");

            migrationBuilder.DropColumn(
                name: "IsPublic",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PublishedCutoff",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PublishedGoing",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PublishedPeople",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PublishedTaken",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PublishedWaiting",
                table: "Mobilizations");
        }
    }
}
