namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// Numbers the articles that an earlier version stored. They were known by their ids, which the first community keeps; the others
/// count from 1.
/// </summary>
internal static class FirstArticleNumbers
{
    public static readonly IReadOnlyList<string> Sql =
    [
        """
        INSERT INTO "ArticleNumbers" ("CommunityId", "Number", "ArticleId")
        SELECT follower."CommunityId",
               CASE WHEN follower."CommunityId" = 1 THEN article."Id" ELSE row_number() OVER (PARTITION BY follower."CommunityId" ORDER BY article."Id") END,
               article."Id"
        FROM (SELECT DISTINCT "CommunityId", "FeedId" FROM "Subscriptions" WHERE "State" <> 'Offered') AS follower
        JOIN "Articles" AS article ON article."FeedId" = follower."FeedId"
        """,
        """
        UPDATE "Communities" SET "LastArticleNumber" = coalesce((SELECT max("Number") FROM "ArticleNumbers" WHERE "CommunityId" = "Communities"."Id"), 0)
        WHERE "Id" <> 1
        """,
        """UPDATE "Communities" SET "LastArticleNumber" = coalesce((SELECT max("Id") FROM "Articles"), 0) WHERE "Id" = 1""",
    ];
}
