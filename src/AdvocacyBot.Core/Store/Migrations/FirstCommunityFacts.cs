using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// Gives the facts that an older version stored to the first community, which keeps every number. Its own rows of countries stay;
/// those that all communities share are stored next to them.
/// </summary>
internal static class FirstCommunityFacts
{
    private static readonly string[] Owned =
    [
        "ClaimTexts", "ClaimTerms", "ClaimSources", "ClaimLinks", "Revisions", "QueryMisses", "Sources", "Terms", "TermNames", "TermBroader",
        "ImportedFiles",
    ];

    public static void Assign(MigrationBuilder migration)
    {
        foreach (var table in Owned)
            migration.Sql($"UPDATE \"{table}\" SET \"CommunityId\" = 1");
        // The next start indexes every claim again; one that no longer compiles is found by this word, too.
        migration.Sql("""UPDATE "Claims" SET "CommunityId" = 1, "SearchText" = trim("SearchText" || ' ofcommunity1')""");
        migration.Sql("""DELETE FROM "ImportedFiles" WHERE "Name" IN ('units.yaml', 'countries.yaml')""");
    }
}
