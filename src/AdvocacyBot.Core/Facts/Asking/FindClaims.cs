using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Finds the published claims that meet every slot of a question. Each filter is hard: a claim that misses one is not there.</summary>
internal sealed class FindClaims(BotDb db)
{
    /// <summary>More than anybody reads: above it, the newest are looked at.</summary>
    public const int Most = 60;

    /// <summary>The claims that meet the question, best first.</summary>
    public async Task<IReadOnlyList<ClaimView>> RunAsync(Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var fit = Fit(await ReadAsync(question, eachTopic: true, memory, ct), question);
        if (fit.Count == 0 && question.Topics.Count > 1)
            fit = await OnAnyTopicAsync(question, memory, ct);
        return fit.Count == 0 && question.Has(Verb.Compare) ? await OfEachNameAsync(question, memory, ct) : fit;
    }

    /// <summary>"Embassies and delegations": no claim is on both, so those on either, where each topic has one.</summary>
    private async Task<List<ClaimView>> OnAnyTopicAsync(Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var fit = Fit(await ReadAsync(question, eachTopic: false, memory, ct), question);
        var also = question.Participants.Any();
        return question.Topics.All(slot => fit.Any(c => c.IsOn(slot, also))) ? fit : [];
    }

    /// <summary>Who is compared need not stand in one claim; but something has to be held of each.</summary>
    private async Task<List<ClaimView>> OfEachNameAsync(Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var compared = question.Participants.ToList();
        var all = new List<ClaimView>();
        foreach (var name in compared.Count > 1 ? compared : [])
        {
            var alone = question with { Names = [.. question.Names.Where(n => n == name || !compared.Contains(n))] };
            var found = Fit(await ReadAsync(alone, eachTopic: true, memory, ct), alone);
            if (found.Count == 0)
                return [];
            all.AddRange(found);
        }

        return Fit([.. all.DistinctBy(c => c.Id)], question);
    }

    private async Task<IReadOnlyList<ClaimView>> ReadAsync(Question question, bool eachTopic, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var query = new ClaimQuery(db, question, eachTopic);
        return await LoadAsync(await RawRows.ReadAsync(db, query.Text, row => row.GetInt64(0), ct, query.Values), memory, ct);
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

    /// <summary>What the database does not look at, and the order: rank, then the topic itself before further ones, then newest.</summary>
    private static List<ClaimView> Fit(IReadOnlyList<ClaimView> claims, Question question) =>
        [.. claims
            .Where(c => question.Meets(c.Period))
            .OrderBy(c => c.Claim.Rank)
            .ThenBy(c => question.Topics.All(slot => c.IsOn(slot, orAlso: false)) ? 0 : 1)
            .ThenByDescending(c => c.Claim.From ?? DateOnly.MinValue)
            .ThenBy(c => c.Claim.Id)];
}
