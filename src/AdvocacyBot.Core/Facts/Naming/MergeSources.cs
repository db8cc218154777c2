using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>
/// Makes one source of two, within the present transaction: facts that cite the first cite the second. Files and histories that name
/// the first mean the second from then on; see <see cref="MergedSources"/>.
/// </summary>
internal sealed class MergeSources(BotDb db)
{
    public async Task<IReadOnlyList<FactProblem>> RunAsync(string from, string into, bool isDryRun, CancellationToken ct)
    {
        if (from == into)
            return [FactProblem.Error(1, 1, "naming.same", from)];
        var both = await db.Sources.AsNoTracking().Where(s => s.Slug == from || s.Slug == into).ToListAsync(ct);
        if (new[] { from, into }.FirstOrDefault(slug => both.TrueForAll(s => s.Slug != slug)) is { } unknown)
            return [FactProblem.Error(1, 1, "naming.source.unknown", unknown)];
        var (gone, kept) = (both.Single(s => s.Slug == from), both.Single(s => s.Slug == into));
        // Otherwise a fact would be ascribed to somebody who did not publish it, or second-hand knowledge shown as first-hand.
        if ((gone.PublisherId, gone.ViaId) != (kept.PublisherId, kept.ViaId))
            return [FactProblem.Error(1, 1, "naming.source.differ", from, into)];
        if (!isDryRun)
            await MoveAsync(gone.Id, kept.Id, ct);
        return [];
    }

    private async Task MoveAsync(long from, long into, CancellationToken ct)
    {
        object?[][] both = [[from, into]];
        await RawRows.RunAsync(
            db,
            """
            DELETE FROM "ClaimSources" WHERE "CommunityId" = @community AND "SourceId" = @p0 AND EXISTS (
                SELECT 1 FROM "ClaimSources" o WHERE o."ClaimId" = "ClaimSources"."ClaimId" AND o."Stance" = "ClaimSources"."Stance" AND o."SourceId" = @p1)
            """,
            both,
            ct);
        await RawRows.RunAsync(db, """UPDATE "ClaimSources" SET "SourceId" = @p1 WHERE "CommunityId" = @community AND "SourceId" = @p0""", both, ct);
        await RawRows.RunAsync(db, """UPDATE "Sources" SET "ViaId" = @p1 WHERE "CommunityId" = @community AND "ViaId" = @p0""", both, ct);
        await db.Sources.Where(s => s.Id == from).ExecuteDeleteAsync(ct);
    }
}
