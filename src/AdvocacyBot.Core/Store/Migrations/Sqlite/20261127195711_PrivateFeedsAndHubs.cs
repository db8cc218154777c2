using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PrivateFeedsAndHubs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Feeds_Address",
                table: "Feeds");

            migrationBuilder.AddColumn<bool>(
                name: "RepostsChanges",
                table: "Subscriptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "UsesPagePictures",
                table: "Subscriptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "DateZone",
                table: "Feeds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PrivateTo",
                table: "Feeds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "SealedRequest",
                table: "Feeds",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PageImage",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PageImageText",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HubSubscriptions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FeedId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hub = table.Column<string>(type: "TEXT", nullable: false),
                    Topic = table.Column<string>(type: "TEXT", nullable: false),
                    Token = table.Column<string>(type: "TEXT", nullable: false),
                    SealedSecret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    PushedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MissedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubSubscriptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HubSubscriptions_Feeds_FeedId",
                        column: x => x.FeedId,
                        principalTable: "Feeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_Address_PrivateTo",
                table: "Feeds",
                columns: new[] { "Address", "PrivateTo" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_FeedId",
                table: "HubSubscriptions",
                column: "FeedId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_NextAttemptAt",
                table: "HubSubscriptions",
                column: "NextAttemptAt");

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_Token",
                table: "HubSubscriptions",
                column: "Token",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HubSubscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Feeds_Address_PrivateTo",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "RepostsChanges",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "UsesPagePictures",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "DateZone",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "PrivateTo",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "SealedRequest",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "PageImage",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "PageImageText",
                table: "Articles");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_Address",
                table: "Feeds",
                column: "Address",
                unique: true);
        }
    }
}
