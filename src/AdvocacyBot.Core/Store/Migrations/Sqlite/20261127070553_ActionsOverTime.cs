using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ActionsOverTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "PairedUntil",
                table: "Seekers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CancelReason",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CancelledAt",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangedAt",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerPlace",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FormerStartsAt",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasEnd",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindAt",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SeriesId",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TextVersion",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AnnouncementDrafts",
                columns: table => new
                {
                    Token = table.Column<string>(type: "TEXT", nullable: false),
                    CommunityId = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    Options = table.Column<string>(type: "TEXT", nullable: false),
                    Times = table.Column<string>(type: "TEXT", nullable: false),
                    Platform = table.Column<string>(type: "TEXT", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnnouncementDrafts", x => x.Token);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Seekers_PairedUntil",
                table: "Seekers",
                column: "PairedUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Mobilizations_RemindAt",
                table: "Mobilizations",
                column: "RemindAt");

            migrationBuilder.CreateIndex(
                name: "IX_Mobilizations_SeriesId",
                table: "Mobilizations",
                column: "SeriesId");

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementDrafts_ExpiresAt",
                table: "AnnouncementDrafts",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnnouncementDrafts");

            migrationBuilder.DropIndex(
                name: "IX_Seekers_PairedUntil",
                table: "Seekers");

            migrationBuilder.DropIndex(
                name: "IX_Mobilizations_RemindAt",
                table: "Mobilizations");

            migrationBuilder.DropIndex(
                name: "IX_Mobilizations_SeriesId",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PairedUntil",
                table: "Seekers");

            migrationBuilder.DropColumn(
                name: "CancelReason",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "CancelledAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "FormerPlace",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "FormerStartsAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "HasEnd",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "RemindAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "SeriesId",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "TextVersion",
                table: "Mobilizations");
        }
    }
}
