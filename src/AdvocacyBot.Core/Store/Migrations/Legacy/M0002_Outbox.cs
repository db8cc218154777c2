using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Deliveries.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261121000002_Outbox")]
internal sealed class M0002_Outbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Deliveries",
            table => new
            {
                Id = table.Key(),
                Key = table.Column<string>(),
                Operation = table.Column<string>(),
                Platform = table.Column<string>(),
                Channel = table.Column<string>(),
                Target = table.Column<string>(nullable: true),
                Payload = table.Column<string>(),
                Cause = table.Column<string>(),
                DueAt = table.Column<DateTime>(),
                ExpiresAt = table.Column<DateTime>(nullable: true),
                State = table.Column<string>(),
                FirstAttemptAt = table.Column<DateTime>(nullable: true),
                Attempts = table.Column<int>(),
                NextAttemptAt = table.Column<DateTime>(),
                LeaseOwner = table.Column<string>(nullable: true),
                LeaseUntil = table.Column<DateTime>(nullable: true),
                MessageId = table.Column<string>(nullable: true),
                Problem = table.Column<string>(nullable: true),
                FinishedAt = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Deliveries", d => d.Id));
        migrationBuilder.CreateIndex("IX_Deliveries_Key", "Deliveries", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_Deliveries_State_DueAt", "Deliveries", ["State", "DueAt"]);
        migrationBuilder.CreateIndex(
            "IX_Deliveries_Platform_Channel_State_DueAt_Id", "Deliveries", ["Platform", "Channel", "State", "DueAt", "Id"]);
        migrationBuilder.CreateIndex("IX_Deliveries_Cause", "Deliveries", "Cause");
    }
}
