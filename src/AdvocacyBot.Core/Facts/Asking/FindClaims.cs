using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Finds the published claims that meet every slot of a question. Each filter is hard: a claim that misses one is not there.</summary>
internal sealed class FindClaims(BotDb db)
{
    private const int Most = 60;

    /// <summary>The claims that meet the question, best first.</summary>
    public async Task<IReadOnlyList<ClaimView>> RunAsync(Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var anyTopic = question.Topics.Count > 1;
        var found = await LoadAsync(await IdsAsync(question, eachTopic: true, ct), memory, ct);
        var fit = Fit(found, question);
        if (fit.Count > 0 || !anyTopic)
            return fit;

        // "Embassies and delegations": no claim is on both, so those on either, where each topic has one.
        found = await LoadAsync(await IdsAsync(question, eachTopic: false, ct), memory, ct);
        fit = Fit(found, question);
        var also = question.Participants.Any();
        return question.Topics.All(slot => fit.Any(c => c.IsOn(slot, also))) ? fit : [];
    }

    /// <summary>All published claims of the same cases, for showing whoever says otherwise.</summary>
    public async Task<IReadOnlyList<ClaimView>> CasesAsync(IReadOnlyList<ClaimView> claims, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var keys = claims.Where(c => c.IsFigure).Select(c => c.Claim.CaseKey).Distinct().ToArray();
        if (keys.Length == 0)
            return [];
        var known = claims.Select(c => c.Claim.Id).ToHashSet();
        var ids = await RawRows.ReadAsync(
            db,
            $"""
            SELECT "Id" FROM "Claims"
            WHERE "CaseKey" IN ({string.Join(", ", keys.Select((_, i) => $"@p{i}"))}) AND "Status" = 'Published' AND "Rank" <> 'Deprecated'
            ORDER BY "Id" LIMIT {Most + known.Count}
            """,
            row => row.GetInt64(0),
            ct,
            keys);
        return await LoadAsync([.. ids.Where(id => !known.Contains(id)).Take(Most)], memory, ct);
    }

    public Task<IReadOnlyList<ClaimView>> LoadAsync(IReadOnlyCollection<long> ids, FactsMemory.Snapshot memory, CancellationToken ct) =>
        LoadClaims.RunAsync(db, ids, memory, ct);

    private Task<List<long>> IdsAsync(Question question, bool eachTopic, CancellationToken ct)
    {
        var query = new ClaimQuery(db, question, eachTopic);
        return RawRows.ReadAsync(db, query.Text, row => row.GetInt64(0), ct, query.Values);
    }

    /// <summary>What the database does not look at, and the order: rank, then the topic itself before further ones, then newest.</summary>
    private static List<ClaimView> Fit(IReadOnlyList<ClaimView> claims, Question question) =>
        [.. claims
            .Where(c => question.Meets(c.Period))
            .Where(c => question.Phrases.All(p => $" {c.Claim.SearchText} ".Contains($" {p} ", StringComparison.Ordinal)))
            .OrderBy(c => c.Claim.Rank)
            .ThenBy(c => question.Topics.All(slot => c.IsOn(slot, orAlso: false)) ? 0 : 1)
            .ThenByDescending(c => c.Claim.From ?? DateOnly.MinValue)
            .ThenBy(c => c.Claim.Id)];
}
