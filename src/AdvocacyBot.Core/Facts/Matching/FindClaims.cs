using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>Finds the published claims that answer a question. Every condition is hard: a claim that misses one is not found.</summary>
internal sealed class FindClaims(BotDb db, FactsMemory.Snapshot memory)
{
    /// <summary>How many claims are read; if more match, the newest.</summary>
    public const int MaxCount = 60;

    /// <summary>The claims that answer the question, best first, and those that almost do.</summary>
    public async Task<FoundClaims> RunAsync(Question question, CancellationToken ct)
    {
        if (question.WantsLatest)
            return await LatestAsync(question with { WantsLatest = false }, ct);
        var found = await AllAsync(question, ct);
        if (found.Claims.Count == 0 && question.Topics.Count > 1)
            found = Better(found, await OnEachTopicAsync(question, ct));
        if (found.Claims.Count == 0 && (question.Join != NameJoin.All || question.Wants(Aspect.Compare)))
            found = Better(found, await OfEachNameAsync(question, ct));
        return found;
    }

    /// <summary>All published claims of the same cases, to show who says otherwise.</summary>
    public async Task<IReadOnlyList<ClaimView>> ConflictingAsync(IReadOnlyList<ClaimView> claims, CancellationToken ct)
    {
        var keys = claims.Where(c => c.IsFigure).Select(c => c.Claim.CaseKey).Distinct().ToArray();
        if (keys.Length == 0)
            return [];
        var known = claims.Select(c => c.Claim.Id).ToHashSet();
        var ids = await memory.Recent.IdsAsync(
            db,
            memory,
            $"""
            SELECT "Id" FROM "Claims"
            WHERE "CommunityId" = @community AND "CaseKey" IN ({string.Join(", ", keys.Select((_, i) => $"@p{i}"))}) AND "Status" = 'Published' AND "Rank" <> 'Deprecated'
            ORDER BY "Id" LIMIT {MaxCount + known.Count}
            """,
            keys,
            ct);
        return await LoadAsync([.. ids.Where(id => !known.Contains(id)).Take(MaxCount)], ct);
    }

    public Task<IReadOnlyList<ClaimView>> LoadAsync(IReadOnlyCollection<long> ids, CancellationToken ct) => memory.Recent.LoadAsync(db, memory, ids, ct);

    /// <summary>Which of some stems no published claim contains.</summary>
    public async Task<IReadOnlyList<string>> UnknownAsync(IReadOnlyList<(string Word, IReadOnlyList<string> Stems)> words, CancellationToken ct)
    {
        var unknown = new List<string>();
        foreach (var (word, stems) in words)
        {
            var text = TextSearch.For(db, "Claims", "SearchText", "ClaimSearch", [ClaimSearchText.WordOf(db.CommunityId), stems], "@p0");
            var hits = await RawRows.ReadAsync(db, $"SELECT 1 FROM {text.From} WHERE {text.Where} AND c.\"CommunityId\" = @community LIMIT 1", _ => true, ct, text.Words);
            if (hits.Count == 0)
                unknown.Add(word);
        }

        return unknown;
    }

    private async Task<FoundClaims> AllAsync(Question question, CancellationToken ct)
    {
        if (!ClaimQuery.IsPossible(question))
            return FoundClaims.Nothing;
        var plan = await QueryPlan.MakeAsync(db, question, memory, ct);
        var query = new ClaimQuery(db, question, plan, MaxCount);
        var ids = await memory.Recent.IdsAsync(db, memory, query.Text, query.Values, ct);
        return FoundClaims.Of(question, memory.Names, await LoadAsync(ids, ct), isCutOff: ids.Count >= MaxCount);
    }

    /// <summary>
    /// The newest time of what is asked about. Whether somebody was at the latest fair is a question about that fair, so names
    /// count only if no event is named.
    /// </summary>
    private async Task<FoundClaims> LatestAsync(Question question, CancellationToken ct)
    {
        var all = await RunAsync(question.Events.Any() ? question with { Names = [.. question.Events], WantsLatest = false } : question, ct);
        var newest = all.Claims.Where(c => c.Period is not null).MaxBy(c => c.Period!.Value.To);
        return newest is null
            ? all with { Claims = [] }
            : await RunAsync(question with { Times = [newest.Period!.Value] }, ct);
    }

    /// <summary>"Embassies and delegations": no claim is on both, so those on either, if each topic has one.</summary>
    private async Task<FoundClaims> OnEachTopicAsync(Question question, CancellationToken ct)
    {
        var all = FoundClaims.Nothing;
        foreach (var topic in question.Topics)
        {
            var found = await AllAsync(question with { Topics = [topic] }, ct);
            if (found.Claims.Count == 0)
                return found;
            all = all.With(found);
        }

        return all;
    }

    /// <summary>Several names need not be in one claim. With "or" one of them is enough; otherwise each has to be found.</summary>
    private async Task<FoundClaims> OfEachNameAsync(Question question, CancellationToken ct)
    {
        var apart = question.Participants.GroupBy(n => n.Terms[0].Kind is TermKind.Country or TermKind.Place).MaxBy(g => g.Count())?.ToList() ?? [];
        if (apart.Count < 2)
            return FoundClaims.Nothing;
        var all = FoundClaims.Nothing;
        foreach (var name in apart)
        {
            var found = await AllAsync(question with { Names = [.. question.Names.Where(n => n == name || !apart.Contains(n))] }, ct);
            if (found.Claims.Count == 0 && question.Join != NameJoin.Any)
                return found with { Missing = [name] };
            all = found.Claims.Count == 0 ? all with { Missing = [.. all.Missing, name] } : all.With(found);
        }

        return all;
    }

    private static FoundClaims Better(FoundClaims first, FoundClaims second) =>
        second.Claims.Count > 0 || second.Near.Count > first.Near.Count || second.Missing.Count > 0
            ? second with { Near = [.. first.Near, .. second.Near] }
            : first;
}
