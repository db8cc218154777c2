using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles;

/// <summary>Numbers the articles of a feed in each community that follows it. Runs inside the caller's transaction.</summary>
internal sealed class NumberArticles(BotDb db, WriteTransaction write)
{
    /// <summary>Makes everyone who gives numbers wait for each other. To be called before a community's row is locked in another way.</summary>
    public Task LockAsync(CancellationToken ct) => write.LockAsync("article-numbers", ct);

    /// <summary>Gives numbers to the articles that have none, in the order in which they were stored. The caller has saved them.</summary>
    /// <param name="firstArticle">The id of the first one that counts.</param>
    public async Task RunAsync(long feed, long firstArticle, CancellationToken ct)
    {
        await LockAsync(ct);
        var given = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "ArticleNumbers" ("CommunityId", "Number", "ArticleId")
            SELECT follower."CommunityId",
                   community."LastArticleNumber" + row_number() OVER (PARTITION BY follower."CommunityId" ORDER BY article."Id"),
                   article."Id"
            FROM (SELECT DISTINCT "CommunityId" FROM "Subscriptions" WHERE "FeedId" = {feed} AND "State" <> {nameof(SubscriptionState.Offered)}) AS follower
            JOIN "Communities" AS community ON community."Id" = follower."CommunityId"
            JOIN "Articles" AS article ON article."FeedId" = {feed} AND article."Id" >= {firstArticle}
            WHERE NOT EXISTS (
                SELECT 1 FROM "ArticleNumbers" AS given WHERE given."ArticleId" = article."Id" AND given."CommunityId" = follower."CommunityId")
            """,
            ct);
        if (given == 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Communities" SET "LastArticleNumber" = (SELECT max("Number") FROM "ArticleNumbers" WHERE "CommunityId" = "Communities"."Id")
            WHERE "Id" IN (SELECT "CommunityId" FROM "Subscriptions" WHERE "FeedId" = {feed})
              AND "LastArticleNumber" < (SELECT max("Number") FROM "ArticleNumbers" WHERE "CommunityId" = "Communities"."Id")
            """,
            ct);
    }
}
