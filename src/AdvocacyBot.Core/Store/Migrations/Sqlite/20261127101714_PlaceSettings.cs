using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlaceSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HasThreads",
                table: "Subscriptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Pictures",
                table: "Subscriptions",
                type: "TEXT",
                nullable: false,
                defaultValue: "Link");

            migrationBuilder.AddColumn<string>(
                name: "AnnouncementChannel",
                table: "Places",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArticleChannel",
                table: "Places",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OrganizerChannel",
                table: "Places",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OrganizerRoles",
                table: "Places",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasDiscussion",
                table: "Mobilizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Picture",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PictureText",
                table: "Mobilizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mentions",
                table: "MobilizationChannels",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HasThreads",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "Pictures",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "AnnouncementChannel",
                table: "Places");

            migrationBuilder.DropColumn(
                name: "ArticleChannel",
                table: "Places");

            migrationBuilder.DropColumn(
                name: "OrganizerChannel",
                table: "Places");

            migrationBuilder.DropColumn(
                name: "OrganizerRoles",
                table: "Places");

            migrationBuilder.DropColumn(
                name: "HasDiscussion",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "Picture",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "PictureText",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "Mentions",
                table: "MobilizationChannels");
        }
    }
}
