using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Computes the columns that follow from claims' contents again (search text, case key, unit, parts) after an update has changed
/// how they are computed. Runs once per update, within the caller's transaction; contents and history stay as they are.
/// </summary>
internal sealed class ReindexClaims(BotDb db)
{
    private const int Batch = 500;
    private const string Name = "claim-index";

    /// <summary>The communities with claims that were indexed in an older way.</summary>
    public static IQueryable<long> CommunitiesWithWork(BotDb db)
    {
        var claims = db.Claims.AcrossCommunities();
        var files = db.Set<ImportedFile>().AcrossCommunities().Where(f => f.Name == Name && f.Digest == ClaimSearchText.Version);
        return db.Communities.Select(c => c.Id).Where(id => claims.Any(c => c.CommunityId == id) && !files.Any(f => f.CommunityId == id));
    }

    public async Task RunAsync(ImportFacts import, CancellationToken ct)
    {
        for (var last = 0L; ;)
        {
            var claims = await db.Claims.AsNoTracking().Where(c => c.Id > last).OrderBy(c => c.Id).Take(Batch).ToListAsync(ct);
            if (claims.Count == 0)
                break;
            last = claims[^1].Id;
            await RunAsync(claims, import, ct);
        }

        await MarkAsync(ct);
    }

    /// <summary>Computes the columns of some claims again, such as those of a name that was merged into another.</summary>
    public async Task RunAsync(IReadOnlyCollection<long> ids, ImportFacts import, CancellationToken ct)
    {
        foreach (var batch in ids.Chunk(Batch))
            await RunAsync(await db.Claims.AsNoTracking().Where(c => batch.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct), import, ct);
    }

    /// <summary>Records, within the present transaction, that every claim of the community is indexed as today.</summary>
    public Task MarkAsync(CancellationToken ct) => ImportedFiles.MarkAsync(db, db.CommunityId, [(Name, ClaimSearchText.Version)], ct);

    private async Task RunAsync(List<Claim> claims, ImportFacts import, CancellationToken ct)
    {
        var contents = await ContentsAsync([.. claims.Select(c => c.Id)], ct);
        var file = new FactFile();
        foreach (var claim in claims)
        {
            var record = FactJson.Read(contents[claim.Id].LastOrDefault(r => r.Version == claim.Version).Content ?? contents[claim.Id].Last().Content);
            record.Cells["id"] = new FactCell([claim.PublicId], 0, 0);
            file.Facts.Add(record);
        }

        // A claim that no longer compiles, because a name was removed, keeps its columns.
        var compiled = await import.CheckAsync(file, ct);
        var (terms, sources, _) = await import.StoreNamesAsync(compiled, ct);
        var entries = compiled.Facts.ToDictionary(f => f.Id!, StringComparer.Ordinal);
        var known = claims.Where(c => entries.ContainsKey(c.PublicId)).ToList();
        foreach (var claim in known)
            ClaimWriter.Fill(claim, entries[claim.PublicId], terms, sources);
        await ClaimRows.ReplaceAsync(db, [.. known.Select(c => (c.Id, c))], ct);
    }

    private async Task<ILookup<long, (int Version, string Content)>> ContentsAsync(List<long> ids, CancellationToken ct) =>
        (await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ClaimId) && r.Content != null).OrderBy(r => r.Id)
            .Select(r => new { r.ClaimId, r.Version, r.Content }).ToListAsync(ct))
        .ToLookup(r => r.ClaimId, r => (r.Version, r.Content!));
}
