using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Removes the names that an earlier version gave to terms by mistake: an import only ever adds names.</summary>
internal static class RetiredNames
{
    public static async Task RemoveAsync(BotDb db, CancellationToken ct)
    {
        using var text = Bundled.Open("retired.yaml");
        var file = FactFile.ReadYaml(text);
        await RawRows.RunAsync(
            db,
            """
            DELETE FROM "TermNames" WHERE "CommunityId" = @community AND "Language" = @p1 AND "Folded" = @p2
                AND "TermId" IN (SELECT "Id" FROM "Terms" WHERE "CommunityId" = @community AND "Slug" = @p0)
            """,
            file.Terms.SelectMany(t => t.Names.Select(n => new object?[] { t.Slug, n.Language.ToString(), QuestionTokens.Join(n.Text), })),
            ct);
    }
}
