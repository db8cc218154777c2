using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>One index over claims in the order in which a topic's are looked at, newest first, in the place of two in another order.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261122000006_HeldIndex")]
internal sealed class M0006_HeldIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_Claims_TopicId_Status_From_To", "Claims");
        migrationBuilder.DropIndex("IX_Claims_Status_From_To", "Claims");
        migrationBuilder.CreateIndex(
            "IX_Claims_TopicId_Status_To_From_Rank_When", "Claims", ["TopicId", "Status", "To", "From", "Rank", "When"]);
    }
}
