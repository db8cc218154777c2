using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>A subscription may have a language of its own.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261122000007_SubscriptionLanguage")]
internal sealed class M0007_SubscriptionLanguage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("Language", "Subscriptions", nullable: true);
}
