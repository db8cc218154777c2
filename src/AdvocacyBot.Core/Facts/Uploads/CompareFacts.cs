using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>Says what an import of checked facts would do to each of them, by the rules of <see cref="StoreFacts"/>. Reads only.</summary>
internal sealed class CompareFacts(BotDb db)
{
    private const int Batch = 500;
    private const int MaxTitleLength = 160;

    /// <returns>One entry for each fact, in the order of the file.</returns>
    public async Task<IReadOnlyList<ComparedFact>> RunAsync(IReadOnlyList<FactEntry> facts, CancellationToken ct)
    {
        var compared = new List<ComparedFact>();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in facts.Chunk(Batch))
        {
            var hashes = batch.Select(f => Digest.Of(FactJson.Write(f.Record))).ToArray();
            var ids = batch.Select(f => f.Id).OfType<string>().ToArray();
            var stored = (await db.Claims.Where(c => ids.Contains(c.PublicId)).Select(c => new Held(c.Id, c.PublicId, c.Version, c.ImportHash)).ToListAsync(ct))
                .ToDictionary(c => c.PublicId, StringComparer.Ordinal);
            var known = (await db.Claims.Where(c => c.ImportHash != null && hashes.Contains(c.ImportHash)).Select(c => c.ImportHash!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
            var contents = await ContentsAsync(stored.Values, ct);
            foreach (var (fact, hash) in batch.Zip(hashes))
            {
                var held = fact.Id is null ? null : stored.GetValueOrDefault(fact.Id);
                var effect = held is not null ? StoreFacts.IsSame(fact, hash, held.Hash) ? UploadEffect.Same : UploadEffect.Changed
                    : known.Contains(hash) || !written.Add(hash) ? UploadEffect.Same : UploadEffect.Added;
                compared.Add(new ComparedFact(fact.Record.Line, fact.Id, TitleOf(fact.Record), effect)
                {
                    Changes = effect == UploadEffect.Changed && contents.TryGetValue(held!.Id, out var before) ? FactDiff.Between(before, fact.Record) : [],
                });
            }
        }

        return compared;
    }

    /// <summary>What the claims say now.</summary>
    private async Task<Dictionary<long, FactRecord>> ContentsAsync(IReadOnlyCollection<Held> claims, CancellationToken ct)
    {
        var ids = claims.Select(c => c.Id).ToArray();
        var revisions = await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ClaimId) && r.Content != null)
            .Select(r => new { r.Id, r.ClaimId, r.Version, r.Content }).ToListAsync(ct);
        return claims
            .Select(c => (c.Id, Latest: revisions.Where(r => r.ClaimId == c.Id && r.Version == c.Version).MaxBy(r => r.Id)))
            .Where(c => c.Latest is not null)
            .ToDictionary(c => c.Id, c => FactJson.Read(c.Latest!.Content!));
    }

    private static string TitleOf(FactRecord record)
    {
        var value = record["value"] is { } figure ? $"{figure} {record["unit"]}".TrimEnd() : null;
        var says = record["scope.en"] ?? record["text.en"] ?? record["text.fr"] ?? record["text.es"] ?? record["scope.fr"] ?? record["scope.es"];
        return SafeText.Shorten(string.Join(" · ", new[] { record["topic"], record["event"], record["when"], value, says }.OfType<string>()), MaxTitleLength);
    }

    private sealed record Held(long Id, string PublicId, int Version, string? Hash);
}
