using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Terms can be a part or a kind of other terms: journalists of people, Scotland of the United Kingdom.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261127000009_TermBroader")]
internal sealed class M0009_TermBroader : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "TermBroader",
            table => new { TermId = table.Column<long>(), BroaderId = table.Column<long>() },
            constraints: table =>
            {
                table.PrimaryKey("PK_TermBroader", b => new { b.TermId, b.BroaderId });
                table.ForeignKey("FK_TermBroader_Terms_BroaderId", b => b.BroaderId, "Terms", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_TermBroader_Terms_TermId", b => b.TermId, "Terms", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_TermBroader_BroaderId", "TermBroader", "BroaderId");
    }
}
