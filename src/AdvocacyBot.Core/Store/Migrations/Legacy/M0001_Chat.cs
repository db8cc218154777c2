using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Events seen, stream positions, what messages are about, channels' settings.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261121000001_Chat")]
internal sealed class M0001_Chat : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "SeenEvents",
            table => new
            {
                Id = table.Column<string>(),
                At = table.Column<DateTime>(),
                Answer = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_SeenEvents", e => e.Id));
        migrationBuilder.CreateIndex("IX_SeenEvents_At", "SeenEvents", "At");

        migrationBuilder.CreateTable(
            "StreamPositions",
            table => new { Stream = table.Column<string>(), Position = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_StreamPositions", p => p.Stream));

        migrationBuilder.CreateTable(
            "MessageSubjects",
            table => new
            {
                Id = table.Key(),
                Subject = table.Column<string>(),
                Platform = table.Column<string>(),
                Channel = table.Column<string>(),
                Message = table.Column<string>(),
                Language = table.Column<string>(),
                At = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_MessageSubjects", s => s.Id));
        migrationBuilder.CreateIndex(
            "IX_MessageSubjects_Subject_Platform_Channel_Message", "MessageSubjects", ["Subject", "Platform", "Channel", "Message"], unique: true);
        migrationBuilder.CreateIndex("IX_MessageSubjects_Platform_Channel_Message", "MessageSubjects", ["Platform", "Channel", "Message"]);
        migrationBuilder.CreateIndex("IX_MessageSubjects_At", "MessageSubjects", "At");

        migrationBuilder.CreateTable(
            "ChannelSettings",
            table => new
            {
                Platform = table.Column<string>(),
                Channel = table.Column<string>(),
                Language = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_ChannelSettings", s => new { s.Platform, s.Channel }));
    }
}
