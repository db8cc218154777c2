using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ArticleIdentity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "MaxAgeDays",
                table: "Subscriptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Number",
                table: "Subscriptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "PausedAt",
                table: "Subscriptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CanonicalIdHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "IdHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LinkHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Media",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MediaIsVideo",
                table: "Articles",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "MediaSeconds",
                table: "Articles",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PublisherDate",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ShownHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SummaryBase",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TextHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WordsHash",
                table: "Articles",
                type: "TEXT",
                nullable: true);

            // Subscriptions keep the numbers that people know.
            migrationBuilder.Sql("""UPDATE "Subscriptions" SET "Number" = "Id" """);
            migrationBuilder.Sql("""UPDATE "Communities" SET "LastFeedNumber" = COALESCE((SELECT MAX("Id") FROM "Subscriptions"), 0) """);

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_CommunityId_Number",
                table: "Subscriptions",
                columns: new[] { "CommunityId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Articles_FeedId_CanonicalIdHash",
                table: "Articles",
                columns: new[] { "FeedId", "CanonicalIdHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_FeedId_IdHash",
                table: "Articles",
                columns: new[] { "FeedId", "IdHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_FeedId_LinkHash",
                table: "Articles",
                columns: new[] { "FeedId", "LinkHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_FeedId_WordsHash",
                table: "Articles",
                columns: new[] { "FeedId", "WordsHash" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Subscriptions_CommunityId_Number",
                table: "Subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Articles_FeedId_CanonicalIdHash",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_FeedId_IdHash",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_FeedId_LinkHash",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_FeedId_WordsHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "MaxAgeDays",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "CanonicalIdHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "IdHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "LinkHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "Media",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "MediaIsVideo",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "MediaSeconds",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "PublisherDate",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "ShownHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "SummaryBase",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "TextHash",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "WordsHash",
                table: "Articles");
        }
    }
}
