using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Finds facts of a file that give another value than a published claim on the same case. Reads only.</summary>
internal static class StoredConflicts
{
    private const int Batch = 500;

    /// <returns>A warning for each such fact, unless the file replaces the claim or explains the difference.</returns>
    public static async Task<IReadOnlyList<FactProblem>> FindAsync(BotDb db, IReadOnlyList<FactEntry> facts, CancellationToken ct)
    {
        var warnings = new List<FactProblem>();
        var replaced = facts.Select(f => f.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var batch in facts.Where(f => f.Value is not null && f.Kind is ValueKind.Count or ValueKind.Money).Chunk(Batch))
        {
            var keys = batch.Select(f => f.CaseKey).Distinct(StringComparer.Ordinal).ToArray();
            var stored = (await db.Claims
                .Where(c => keys.Contains(c.CaseKey) && c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated)
                .Select(c => new { c.CaseKey, c.PublicId, c.Number, c.Comparator })
                .ToListAsync(ct)).ToLookup(c => c.CaseKey, StringComparer.Ordinal);
            foreach (var fact in batch.Where(f => f.Links.Count == 0))
            {
                var value = fact.Value!.Value;
                if (stored[fact.CaseKey].FirstOrDefault(c => !replaced.Contains(c.PublicId) && (c.Number != value.Number || c.Comparator != value.Comparator)) is { } other)
                    warnings.Add(fact.Record.Warning("value", "warn.differ.stored", other.PublicId));
            }
        }

        return warnings;
    }
}
