using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// Gives everything that an older version stored to the first community. Every action keeps its number. The channels are listed,
/// so that the bot finds their places once it is connected.
/// </summary>
internal static class FirstCommunityData
{
    private static readonly string[] Owned =
    [
        "Templates", "Subscriptions", "Seekers", "SafeMarks", "Rsvps", "RoleSlots",
        "PrivateNotes", "PrivateContacts", "Postings", "OneTimeCodes", "Mobilizations", "MobilizationChannels",
        "MessageSubjects", "Deliveries", "DeclinedPairs", "CoOrganizers", "ChannelSettings",
    ];

    public static void Assign(MigrationBuilder migration, string now)
    {
        migration.Sql(
            $"""
            INSERT INTO "Communities" ("Slug", "Name", "CreatedAt", "LastMobilizationNumber", "LastFeedNumber", "LastArticleNumber")
            SELECT 'first', '', {now}, coalesce(max("Id"), 0), 0, 0 FROM "Mobilizations"
            """);
        foreach (var table in Owned)
            migration.Sql($"UPDATE \"{table}\" SET \"CommunityId\" = 1");
        migration.Sql("""UPDATE "Mobilizations" SET "Number" = "Id" WHERE "State" <> 'Draft'""");
        migration.Sql(
            """
            INSERT INTO "AdoptedChannels" ("Platform", "Channel")
            SELECT "Platform", "Channel" FROM "Subscriptions" WHERE "Platform" IN ('discord', 'matrix')
            UNION SELECT "Platform", "Channel" FROM "MobilizationChannels" WHERE "Platform" IN ('discord', 'matrix')
            UNION SELECT "Platform", "Channel" FROM "ChannelSettings" WHERE "Platform" IN ('discord', 'matrix')
            """);
        migration.Sql("""INSERT INTO "PlatformStates" ("Key", "Value") SELECT "Stream", "Position" FROM "StreamPositions" """);
        migration.DropTable("StreamPositions");
    }
}
