using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>The time of a claim stands with each of its names, so that an index over both finds the newest on a name.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261122000008_NamedTimes")]
internal sealed class M0008_NamedTimes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateOnly>("From", "ClaimTerms", nullable: true);
        migrationBuilder.AddColumn<DateOnly>("To", "ClaimTerms", nullable: true);
        migrationBuilder.Sql(
            """
            UPDATE "ClaimTerms" SET
                "From" = (SELECT "From" FROM "Claims" WHERE "Id" = "ClaimTerms"."ClaimId"),
                "To" = (SELECT "To" FROM "Claims" WHERE "Id" = "ClaimTerms"."ClaimId")
            """);
        migrationBuilder.DropIndex("IX_ClaimTerms_TermId_Role_ClaimId", "ClaimTerms");
        migrationBuilder.CreateIndex(
            "IX_ClaimTerms_TermId_To_ClaimId_Role_From", "ClaimTerms", ["TermId", "To", "ClaimId", "Role", "From"]);
    }
}
