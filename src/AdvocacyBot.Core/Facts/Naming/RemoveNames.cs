using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>Removes names, terms and sources of a community, within the present transaction, unless facts refer to them.</summary>
internal sealed class RemoveNames(BotDb db)
{
    /// <summary>Removes one name; the term keeps its others.</summary>
    public async Task<IReadOnlyList<FactProblem>> NameAsync(KnownTerm term, string name, bool isDryRun, CancellationToken ct)
    {
        var (folded, community) = (QuestionTokens.Join(name), db.CommunityId);
        var names = db.TermNames.Where(n => n.CommunityId == community && n.TermId == term.Id && n.Folded == folded && n.Role != NameRole.Label && n.Role != NameRole.Hint);
        if (!await names.AnyAsync(ct))
            return [FactProblem.Error(1, 1, "naming.shared", name)];
        if (!isDryRun)
            await names.ExecuteDeleteAsync(ct);
        return [];
    }

    public async Task<IReadOnlyList<FactProblem>> TermAsync(KnownTerm term, bool isDryRun, CancellationToken ct)
    {
        if (!await IsOwnAsync(term, ct))
            return [FactProblem.Error(1, 1, "naming.shared", term.Slug)];
        var unit = term.Kind == TermKind.Unit ? term.Slug : null;
        var uses = await db.Claims.CountAsync(c => c.TopicId == term.Id || (unit != null && c.Unit == unit), ct)
            + await db.ClaimTerms.Where(t => t.TermId == term.Id).Select(t => t.ClaimId).Distinct().CountAsync(ct)
            + await db.Sources.CountAsync(s => s.PublisherId == term.Id, ct);
        if (uses > 0)
            return [FactProblem.Error(1, 1, "naming.used", term.Slug, uses)];
        if (!isDryRun)
            await DeleteAsync(term, ct);
        return [];
    }

    public async Task<IReadOnlyList<FactProblem>> SourceAsync(string slug, bool isDryRun, CancellationToken ct)
    {
        if (await db.Sources.Where(s => s.Slug == slug).Select(s => (long?)s.Id).SingleOrDefaultAsync(ct) is not { } id)
            return [FactProblem.Error(1, 1, "naming.source.unknown", slug)];
        var uses = await db.ClaimSources.CountAsync(s => s.SourceId == id, ct) + await db.Sources.CountAsync(s => s.ViaId == id, ct);
        if (uses > 0)
            return [FactProblem.Error(1, 1, "naming.source.used", slug, uses)];
        if (!isDryRun)
            await db.Sources.Where(s => s.Id == id).ExecuteDeleteAsync(ct);
        return [];
    }

    /// <summary>Whether the term is the community's own, and not one that all communities share.</summary>
    public Task<bool> IsOwnAsync(KnownTerm term, CancellationToken ct)
    {
        var community = db.CommunityId;
        return db.Terms.AnyAsync(t => t.Id == term.Id && t.CommunityId == community, ct);
    }

    public async Task DeleteAsync(KnownTerm term, CancellationToken ct)
    {
        var community = db.CommunityId;
        await RawRows.RunAsync(db, """DELETE FROM "TermBroader" WHERE "CommunityId" = @community AND ("TermId" = @p0 OR "BroaderId" = @p0)""", [[term.Id]], ct);
        await db.TermNames.Where(n => n.CommunityId == community && n.TermId == term.Id).ExecuteDeleteAsync(ct);
        await db.Terms.Where(t => t.CommunityId == community && t.Id == term.Id).ExecuteDeleteAsync(ct);
    }
}
