using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RidesAndCheckIns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Folder",
                table: "Subscriptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PartnerHasAccepted",
                table: "Seekers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Seats",
                table: "Seekers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CheckIn",
                table: "Rsvps",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "CheckInName",
                table: "Rsvps",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WantsCheckIn",
                table: "PrivateContacts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "CheckInAt",
                table: "Mobilizations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CheckInMinutes",
                table: "Mobilizations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsMatchingOff",
                table: "Mobilizations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Mobilizations_CheckInAt",
                table: "Mobilizations",
                column: "CheckInAt");

            migrationBuilder.Sql(RiderRows.AcceptedSql);
            migrationBuilder.Sql(RiderRows.DriversSql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Mobilizations_CheckInAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "Folder",
                table: "Subscriptions");

            migrationBuilder.DropColumn(
                name: "PartnerHasAccepted",
                table: "Seekers");

            migrationBuilder.DropColumn(
                name: "Seats",
                table: "Seekers");

            migrationBuilder.DropColumn(
                name: "CheckIn",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "CheckInName",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "WantsCheckIn",
                table: "PrivateContacts");

            migrationBuilder.DropColumn(
                name: "CheckInAt",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "CheckInMinutes",
                table: "Mobilizations");

            migrationBuilder.DropColumn(
                name: "IsMatchingOff",
                table: "Mobilizations");
        }
    }
}
