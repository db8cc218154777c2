using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Mobilizations, answers to them, and what their keys seal.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261121000005_Mobilizations")]
internal sealed class M0005_Mobilizations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Mobilizations(migrationBuilder);
        Answers(migrationBuilder);
        Private(migrationBuilder);
        Managing(migrationBuilder);
        Matching(migrationBuilder);
    }

    private static void Mobilizations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Mobilizations",
            table => new
            {
                Id = table.Key(),
                Title = table.Column<string>(),
                LocalStart = table.Column<string>(),
                Zone = table.Column<string>(),
                IsSecondTime = table.Column<bool>(),
                StartsAt = table.Column<DateTime>(),
                EndsAt = table.Column<DateTime>(),
                Place = table.Column<string>(),
                Details = table.Column<string>(nullable: true),
                Access = table.Column<string>(nullable: true),
                Hotline = table.Column<string>(nullable: true),
                Capacity = table.Column<int>(nullable: true),
                Fit = table.Column<string>(),
                OfferMinutes = table.Column<int>(nullable: true),
                ClosesAt = table.Column<DateTime>(nullable: true),
                State = table.Column<string>(),
                Version = table.Column<int>(),
                AnnounceAt = table.Column<DateTime>(nullable: true),
                Reminders = table.Column<string>(),
                SeatsTaken = table.Column<int>(),
                Waiting = table.Column<int>(),
                LastPosition = table.Column<long>(),
                RefreshAt = table.Column<DateTime>(nullable: true),
                Refreshes = table.Column<int>(),
                Shown = table.Column<string>(),
                KeyId = table.Column<string>(),
                ShredAt = table.Column<DateTime>(),
                ShreddedAt = table.Column<DateTime>(nullable: true),
                IsScrubbed = table.Column<bool>(),
                KeptTotal = table.Column<int>(nullable: true),
                MeetingPoint = table.Column<byte[]>(nullable: true),
                RevealAt = table.Column<DateTime>(nullable: true),
                CalendarUid = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_Mobilizations", m => m.Id));
        migrationBuilder.CreateIndex("IX_Mobilizations_State_StartsAt", "Mobilizations", ["State", "StartsAt"]);
        migrationBuilder.CreateIndex("IX_Mobilizations_RefreshAt", "Mobilizations", "RefreshAt");

        migrationBuilder.CreateTable(
            "MobilizationChannels",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Platform = table.Column<string>(),
                Channel = table.Column<string>(),
                Language = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_MobilizationChannels", c => new { c.MobilizationId, c.Platform, c.Channel }));
    }

    private static void Answers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Rsvps",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Person = table.Column<string>(),
                Answer = table.Column<string>(),
                Party = table.Column<int>(),
                RoleSlotId = table.Column<long>(nullable: true),
                Position = table.Column<long>(nullable: true),
                OfferUntil = table.Column<DateTime>(nullable: true),
                LinkedTo = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Rsvps", r => new { r.MobilizationId, r.Person }));
        migrationBuilder.CreateIndex("IX_Rsvps_MobilizationId_Answer_Position", "Rsvps", ["MobilizationId", "Answer", "Position"]);

        migrationBuilder.CreateTable(
            "RoleSlots",
            table => new
            {
                Id = table.Key(),
                MobilizationId = table.Column<long>(),
                Name = table.Column<string>(),
                Needed = table.Column<int>(),
                From = table.Column<string>(nullable: true),
                Until = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_RoleSlots", s => s.Id));
        migrationBuilder.CreateIndex("IX_RoleSlots_MobilizationId", "RoleSlots", "MobilizationId");
    }

    private static void Private(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "PrivateContacts",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Person = table.Column<string>(),
                Box = table.Column<byte[]>(nullable: true),
                WantsReminders = table.Column<bool>(),
                WantsSeat = table.Column<bool>(),
                WantsMatch = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_PrivateContacts", c => new { c.MobilizationId, c.Person }));

        migrationBuilder.CreateTable(
            "PrivateNotes",
            table => new
            {
                Id = table.Key(),
                MobilizationId = table.Column<long>(),
                Person = table.Column<string>(),
                Kind = table.Column<string>(),
                Version = table.Column<int>(),
                DueAt = table.Column<DateTime>(),
                ExpiresAt = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_PrivateNotes", n => n.Id));
        migrationBuilder.CreateIndex("IX_PrivateNotes_DueAt", "PrivateNotes", "DueAt");
        migrationBuilder.CreateIndex("IX_PrivateNotes_MobilizationId_Person", "PrivateNotes", ["MobilizationId", "Person"]);
    }

    private static void Managing(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "CoOrganizers",
            table => new { MobilizationId = table.Column<long>(), Person = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_CoOrganizers", c => new { c.MobilizationId, c.Person }));

        migrationBuilder.CreateTable(
            "OneTimeCodes",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Mac = table.Column<string>(),
                Purpose = table.Column<string>(),
                Person = table.Column<string>(nullable: true),
                ExpiresAt = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_OneTimeCodes", c => new { c.MobilizationId, c.Mac }));

        migrationBuilder.CreateTable(
            "Templates",
            table => new { Name = table.Column<string>(), Options = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_Templates", t => t.Name));

        migrationBuilder.CreateTable(
            "SafeMarks",
            table => new { MobilizationId = table.Column<long>(), Mark = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_SafeMarks", m => new { m.MobilizationId, m.Mark }));
    }

    private static void Matching(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Seekers",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Person = table.Column<string>(),
                Kind = table.Column<string>(),
                Side = table.Column<string>(),
                Contact = table.Column<byte[]>(),
                Partner = table.Column<string>(nullable: true),
                HasAccepted = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_Seekers", s => new { s.MobilizationId, s.Kind, s.Person }));

        migrationBuilder.CreateTable(
            "DeclinedPairs",
            table => new
            {
                MobilizationId = table.Column<long>(),
                Kind = table.Column<string>(),
                First = table.Column<string>(),
                Second = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_DeclinedPairs", p => new { p.MobilizationId, p.Kind, p.First, p.Second }));
    }
}
