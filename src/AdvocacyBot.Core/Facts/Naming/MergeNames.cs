using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>
/// Makes one term of two, within the present transaction: all names of the first become names of the second, its slug included, so
/// that files and histories that use it still mean something; its claims and sources move along.
/// </summary>
internal sealed class MergeNames(BotDb db, ImportFacts import)
{
    public async Task<IReadOnlyList<FactProblem>> RunAsync(KnownTerm from, KnownTerm into, bool isDryRun, CancellationToken ct)
    {
        if (from == into)
            return [FactProblem.Error(1, 1, "naming.same", from.Slug)];
        var remove = new RemoveNames(db);
        if (!await remove.IsOwnAsync(from, ct))
            return [FactProblem.Error(1, 1, "naming.shared", from.Slug)];
        if (IsGeneral(from) != IsGeneral(into) || (IsGeneral(from) && from.Kind != into.Kind))
            return [FactProblem.Error(1, 1, "naming.kinds", from.Slug, into.Slug)];
        if (isDryRun)
            return [];

        var claims = await ClaimsOfAsync(from, ct);
        await MoveNamesAsync(from, into, ct);
        await MoveAsync(from, into, ct);
        await remove.DeleteAsync(from, ct);
        await new ReindexClaims(db).RunAsync(claims, import, ct);
        return [];
    }

    private static bool IsGeneral(KnownTerm term) => term.Kind is TermKind.Topic or TermKind.Unit;

    private Task<List<long>> ClaimsOfAsync(KnownTerm term, CancellationToken ct) => RawRows.ReadAsync(
        db,
        """
        SELECT "Id" FROM "Claims" WHERE "CommunityId" = @community AND ("TopicId" = @p0 OR "Unit" = @p1)
        UNION SELECT "ClaimId" FROM "ClaimTerms" WHERE "CommunityId" = @community AND "TermId" = @p0
        """,
        row => row.GetInt64(0),
        ct,
        term.Id,
        term.Kind == TermKind.Unit ? term.Slug : "");

    private async Task MoveNamesAsync(KnownTerm from, KnownTerm into, CancellationToken ct)
    {
        var known = into.Names.Select(n => (n.Language, n.Folded)).ToHashSet();
        var slug = new KnownName(Language.English, from.Slug, QuestionTokens.Join(from.Slug), NameRole.Alias);
        var moved = from.Names.Where(n => n.Role != NameRole.Hint).Append(slug)
            .Where(n => known.Add((n.Language, n.Folded)))
            .Select(n => new object?[]
            {
                into.Id, n.Language.ToString(), n.Text, n.Folded, (n.Role == NameRole.Label ? NameRole.Alias : n.Role).ToString(),
            });
        await RawRows.InsertAsync(db, "TermNames", ["TermId", "Language", "Text", "Folded", "Role"], moved, ct);
    }

    private async Task MoveAsync(KnownTerm from, KnownTerm into, CancellationToken ct)
    {
        object?[][] both = [[from.Id, into.Id]];
        await RawRows.RunAsync(db, """UPDATE "Claims" SET "TopicId" = @p1 WHERE "CommunityId" = @community AND "TopicId" = @p0""", both, ct);
        await RawRows.RunAsync(db, """UPDATE "Sources" SET "PublisherId" = @p1 WHERE "CommunityId" = @community AND "PublisherId" = @p0""", both, ct);
        await RawRows.RunAsync(
            db,
            """
            DELETE FROM "ClaimTerms" WHERE "CommunityId" = @community AND "TermId" = @p0 AND EXISTS (
                SELECT 1 FROM "ClaimTerms" o WHERE o."ClaimId" = "ClaimTerms"."ClaimId" AND o."Role" = "ClaimTerms"."Role" AND o."TermId" = @p1)
            """,
            both,
            ct);
        await RawRows.RunAsync(db, """UPDATE "ClaimTerms" SET "TermId" = @p1 WHERE "CommunityId" = @community AND "TermId" = @p0""", both, ct);
        if (from.Kind == TermKind.Unit)
        {
            object?[][] slugs = [[from.Slug, into.Slug]];
            await RawRows.RunAsync(db, """UPDATE "Claims" SET "Unit" = @p1 WHERE "CommunityId" = @community AND "Unit" = @p0""", slugs, ct);
        }
    }
}
