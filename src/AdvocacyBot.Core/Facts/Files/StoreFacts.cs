using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Stores a file's facts, some hundreds at a time: new ones are added, those with other content are changed, the rest stays.</summary>
internal sealed class StoreFacts(BotDb db, ClaimWriter writer, Dictionary<string, long> terms, Dictionary<string, StoredSource> sources, ImportOptions options)
{
    private const int Batch = 500;
    private readonly List<ClaimLinks> links = [];

    /// <summary>The contents of the file's facts without an id, so that one that occurs twice is stored once.</summary>
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public async Task<(int Added, int Changed)> RunAsync(
        IReadOnlyList<FactEntry> facts, IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        var isEmpty = (await RawRows.ReadAsync(db, """SELECT 1 FROM "Claims" WHERE "CommunityId" = @community LIMIT 1""", _ => true, ct)).Count == 0;
        var numbers = await writer.NumbersAsync(facts.Select(f => f.Id).OfType<string>(), ct);
        var (added, changed, done) = (0, 0, 0);
        foreach (var batch in facts.Chunk(Batch))
        {
            var contents = batch.Select(f => FactJson.Write(f.Record)).ToArray();
            var hashes = contents.Select(Digest.Of).ToArray();
            var held = isEmpty ? Held.Nothing : await HeldAsync([.. batch.Select(f => f.Id).OfType<string>()], hashes, ct);
            var fresh = new List<Claim>();
            var other = new List<(long, Claim)>();
            for (var i = 0; i < batch.Length; i++)
            {
                var (fact, content, hash) = (batch[i], contents[i], hashes[i]);
                var row = fact.Id is null ? null : held.ById.GetValueOrDefault(fact.Id);
                if (row is null ? held.Hashes.Contains(hash) || !written.Add(hash) : IsSame(fact, hash, row.Hash))
                    continue;

                var claim = writer.Import(fact, row?.PublicId ?? fact.Id ?? numbers.Next(), (row?.LastVersion ?? 0) + 1, hash, content, terms, sources, options.Actor);
                if (row is null)
                    fresh.Add(claim);
                else
                    other.Add((row.Id, claim));
                if (fact.Links.Count > 0 || row is not null)
                    links.Add(ClaimLinks.Of(claim.PublicId, fact));
            }

            await ClaimRows.AddAsync(db, fresh, ct);
            await ClaimRows.ReplaceAsync(db, other, ct);
            (added, changed) = (added + fresh.Count, changed + other.Count);
            progress?.Report((done += batch.Length, facts.Count));
        }

        await writer.LinkAsync(links, ct);
        if (isEmpty)
            await new ReindexClaims(db).MarkAsync(ct);
        return (added, changed);
    }

    /// <summary>Whether a stored fact has the content of a file's, which names its id; the file that it came from may not have named one.</summary>
    public static bool IsSame(FactEntry fact, string hash, string? stored) => stored == hash || (stored is not null && stored == Digest.Of(FactJson.WriteWithoutId(fact.Record)));

    /// <summary>The claims with these ids; and which of these contents some claim has.</summary>
    private async Task<Held> HeldAsync(List<string> ids, string[] hashes, CancellationToken ct)
    {
        var revisions = db.Revisions;
        var rows = await db.Claims.Where(c => ids.Contains(c.PublicId))
            .Select(c => new HeldClaim(c.Id, c.PublicId, c.ImportHash, revisions.Where(r => r.ClaimId == c.Id).Max(r => r.Version)))
            .ToListAsync(ct);
        var known = await db.Claims.Where(c => c.ImportHash != null && hashes.Contains(c.ImportHash)).Select(c => c.ImportHash!).ToListAsync(ct);
        return new Held(rows.ToDictionary(r => r.PublicId, StringComparer.Ordinal), [.. known]);
    }

    private sealed record Held(Dictionary<string, HeldClaim> ById, HashSet<string> Hashes)
    {
        public static readonly Held Nothing = new([], []);
    }

    /// <summary>A claim that is stored; its last version may be one that still waits.</summary>
    private sealed record HeldClaim(long Id, string PublicId, string? Hash, int LastVersion);
}
