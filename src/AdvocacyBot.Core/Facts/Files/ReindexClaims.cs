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

    public async Task<bool> IsNeededAsync(CancellationToken ct) =>
        await db.Set<ImportedFile>().AsNoTracking().Where(f => f.Name == Name).Select(f => f.Digest).SingleOrDefaultAsync(ct) != ClaimSearchText.Version;

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

        await RawRows.RunAsync(db, """DELETE FROM "ImportedFiles" WHERE "Name" = @p0""", [[Name]], ct);
        await RawRows.InsertAsync(db, "ImportedFiles", ["Name", "Digest"], [[Name, ClaimSearchText.Version]], ct);
    }

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

        // What no longer compiles, because a name was removed, keeps its columns.
        var compiled = await import.CheckAsync(file, ct);
        var (terms, sources) = await import.StoreNamesAsync(compiled, ct);
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
