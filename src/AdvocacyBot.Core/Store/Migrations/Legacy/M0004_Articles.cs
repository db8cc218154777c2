using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Feeds, who follows them, their articles, and what became of each article in each channel.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261121000004_Articles")]
internal sealed class M0004_Articles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Feeds(migrationBuilder);
        Subscriptions(migrationBuilder);
        Articles(migrationBuilder);
        migrationBuilder.CreateTable(
            "Postings",
            table => new
            {
                Id = table.Key(),
                ArticleId = table.Column<long>(),
                SubscriptionId = table.Column<long>(),
                State = table.Column<string>(),
                Reason = table.Column<string>(nullable: true),
                Version = table.Column<int>(),
                At = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_Postings", p => p.Id));
        migrationBuilder.CreateIndex("IX_Postings_ArticleId_SubscriptionId", "Postings", ["ArticleId", "SubscriptionId"], unique: true);
        migrationBuilder.CreateIndex("IX_Postings_SubscriptionId_State", "Postings", ["SubscriptionId", "State"]);
    }

    private static void Feeds(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Feeds",
            table => new
            {
                Id = table.Key(),
                Address = table.Column<string>(),
                Title = table.Column<string>(),
                Site = table.Column<string>(nullable: true),
                Language = table.Column<string>(nullable: true),
                State = table.Column<string>(),
                AddedAt = table.Column<DateTime>(),
                FirstReadAt = table.Column<DateTime>(nullable: true),
                LastPolledAt = table.Column<DateTime>(nullable: true),
                LastNewAt = table.Column<DateTime>(nullable: true),
                MarkedAt = table.Column<DateTime>(nullable: true),
                NextPollAt = table.Column<DateTime>(),
                LeaseOwner = table.Column<string>(nullable: true),
                LeaseUntil = table.Column<DateTime>(nullable: true),
                ETag = table.Column<string>(nullable: true),
                LastModified = table.Column<string>(nullable: true),
                BodyHash = table.Column<string>(nullable: true),
                UsualGapHours = table.Column<double>(nullable: true),
                Failures = table.Column<int>(),
                FailingSince = table.Column<DateTime>(nullable: true),
                Problem = table.Column<string>(nullable: true),
                Told = table.Column<string>(),
                MovedTo = table.Column<string>(nullable: true),
                MovedTimes = table.Column<int>(),
                IsHeld = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_Feeds", f => f.Id));
        migrationBuilder.CreateIndex("IX_Feeds_Address", "Feeds", "Address", unique: true);
        migrationBuilder.CreateIndex("IX_Feeds_State_NextPollAt", "Feeds", ["State", "NextPollAt"]);
    }

    private static void Subscriptions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Subscriptions",
            table => new
            {
                Id = table.Key(),
                FeedId = table.Column<long>(),
                Platform = table.Column<string>(),
                Channel = table.Column<string>(),
                AskedIn = table.Column<string>(),
                State = table.Column<string>(),
                Since = table.Column<DateTime>(),
                PostLatest = table.Column<int>(),
                Filter = table.Column<string>(nullable: true),
                Template = table.Column<string>(nullable: true),
                Digest = table.Column<string>(nullable: true),
                NextDigestAt = table.Column<DateTime>(nullable: true),
                Quiet = table.Column<string>(nullable: true),
                TimeZone = table.Column<string>(nullable: true),
                Urgent = table.Column<string>(nullable: true),
                Mention = table.Column<string>(nullable: true),
                IsHeld = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_Subscriptions", s => s.Id));
        migrationBuilder.CreateIndex(
            "IX_Subscriptions_FeedId_Platform_Channel", "Subscriptions", ["FeedId", "Platform", "Channel"], unique: true);
        migrationBuilder.CreateIndex("IX_Subscriptions_Platform_Channel", "Subscriptions", ["Platform", "Channel"]);
        migrationBuilder.CreateIndex("IX_Subscriptions_NextDigestAt", "Subscriptions", "NextDigestAt");
    }

    private static void Articles(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Articles",
            table => new
            {
                Id = table.Key(),
                FeedId = table.Column<long>(),
                Key = table.Column<string>(),
                StoryKey = table.Column<string>(nullable: true),
                Title = table.Column<string>(),
                Link = table.Column<string>(nullable: true),
                Summary = table.Column<string>(),
                SummaryIsHtml = table.Column<bool>(),
                Author = table.Column<string>(nullable: true),
                Published = table.Column<DateTime>(nullable: true),
                SeenAt = table.Column<DateTime>(),
                LastSeenAt = table.Column<DateTime>(),
                ChangedAt = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(),
                ContentHash = table.Column<string>(),
                Categories = table.Column<string>(),
                Image = table.Column<string>(nullable: true),
                ImageText = table.Column<string>(nullable: true),
                Source = table.Column<string>(nullable: true),
                Folded = table.Column<string>(),
                SortAt = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_Articles", a => a.Id));
        migrationBuilder.CreateIndex("IX_Articles_FeedId_Key", "Articles", ["FeedId", "Key"], unique: true);
        migrationBuilder.CreateIndex("IX_Articles_StoryKey", "Articles", "StoryKey");
        migrationBuilder.CreateIndex("IX_Articles_SortAt", "Articles", "SortAt");
    }
}
