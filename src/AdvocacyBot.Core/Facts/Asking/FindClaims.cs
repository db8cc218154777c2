using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

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
        var keys = claims.Where(c => c.IsFigure).Select(c => c.Claim.CaseKey).Distinct().ToList();
        var known = claims.Select(c => c.Claim.Id).ToList();
        var ids = keys.Count == 0
            ? []
            : await db.Claims
                .Where(c => keys.Contains(c.CaseKey) && c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated && !known.Contains(c.Id))
                .OrderBy(c => c.Id).Select(c => c.Id).Take(Most).ToListAsync(ct);
        return await LoadAsync(ids, memory, ct);
    }

    public async Task<IReadOnlyList<ClaimView>> LoadAsync(IReadOnlyCollection<long> ids, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var claims = await db.Claims.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
        var texts = (await db.ClaimTexts.AsNoTracking().Where(t => ids.Contains(t.ClaimId)).ToListAsync(ct)).ToLookup(t => t.ClaimId);
        var terms = (await db.ClaimTerms.AsNoTracking().Where(t => ids.Contains(t.ClaimId)).ToListAsync(ct)).ToLookup(t => t.ClaimId);
        var named = (await db.ClaimSources.AsNoTracking().Where(s => ids.Contains(s.ClaimId)).ToListAsync(ct)).ToLookup(s => s.ClaimId);
        var links = await db.ClaimLinks.AsNoTracking().Where(l => ids.Contains(l.FromId) || ids.Contains(l.ToId)).ToListAsync(ct);
        var sources = await SourcesAsync([.. named.SelectMany(n => n).Select(s => s.SourceId).Distinct()], memory, ct);
        foreach (var claim in claims)
            claim.Texts.AddRange(texts[claim.Id]);
        return
        [
            .. claims.Select(claim => new ClaimView(
                claim,
                memory.Names[claim.TopicId],
                [.. terms[claim.Id].OrderBy(t => t.Role).ThenBy(t => t.Position).Select(t => (t.Role, memory.Names[t.TermId]))],
                [.. Standing(claim.Id, Stance.Supports)],
                [.. Standing(claim.Id, Stance.Disputes)],
                [.. links.Where(l => l.FromId == claim.Id || l.ToId == claim.Id)])),
        ];

        IEnumerable<SourceView> Standing(long claim, Stance stance) =>
            named[claim].Where(s => s.Stance == stance).OrderBy(s => s.Position).Select(s => sources[s.SourceId]);
    }

    private async Task<Dictionary<long, SourceView>> SourcesAsync(List<long> ids, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var rows = new Dictionary<long, Source>();
        for (var wanted = ids; wanted.Count > 0; wanted = [.. rows.Values.Select(s => s.ViaId).OfType<long>().Where(id => !rows.ContainsKey(id)).Distinct()])
        {
            foreach (var source in await db.Sources.AsNoTracking().Where(s => wanted.Contains(s.Id)).ToListAsync(ct))
                rows[source.Id] = source;
        }

        return ids.ToDictionary(id => id, id => View(rows[id]));

        SourceView View(Source source) =>
            new(source, memory.Names[source.PublisherId], source.ViaId is { } via ? View(rows[via]) : null);
    }

    private Task<List<long>> IdsAsync(Question question, bool eachTopic, CancellationToken ct)
    {
        var claims = TextSearch.Claims(db, [.. question.Words, .. question.Phrases.SelectMany(p => p.Split(' '))])
            .Where(c => c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated);
        var terms = db.ClaimTerms;
        if (question.Ids.Count > 0)
        {
            var ids = question.Ids.ToList();
            claims = claims.Where(c => ids.Contains(c.PublicId));
        }

        var topics = eachTopic ? question.Topics.Select(Ids) : [.. question.Topics.SelectMany(Ids).Distinct().Chunk(int.MaxValue).Select(all => all.ToList())];
        var also = question.Participants.Any();
        foreach (var topic in topics)
        {
            claims = also
                ? claims.Where(c => topic.Contains(c.TopicId) || terms.Any(t => t.ClaimId == c.Id && t.Role == TermRole.Topic && topic.Contains(t.TermId)))
                : claims.Where(c => topic.Contains(c.TopicId));
        }

        foreach (var name in question.Names.Select(Ids))
            claims = claims.Where(c => terms.Any(t => t.ClaimId == c.Id && t.Role != TermRole.Topic && name.Contains(t.TermId)));

        if (question.Times.Count > 0)
        {
            var (from, to) = (question.Times.Min(t => t.From), question.Times.Max(t => t.To));
            claims = claims.Where(c => c.From <= to && c.To >= from);
        }

        return claims.OrderByDescending(c => c.To).ThenBy(c => c.Id).Select(c => c.Id).Take(Most).ToListAsync(ct);
    }

    private static List<long> Ids(NameSlot slot) => [.. slot.Terms.Select(t => t.Id)];

    /// <summary>What the database does not look at, and the order: rank, then the topic itself before further ones, then newest.</summary>
    private static List<ClaimView> Fit(IReadOnlyList<ClaimView> claims, Question question) =>
        [.. claims
            .Where(c => question.Times.Count == 0 || (c.Period is { } period && question.Times.Any(t => t.Overlaps(period))))
            .Where(c => question.Season is not { } season || IsIn(c, season))
            .Where(c => question.Phrases.All(p => $" {c.Claim.SearchText} ".Contains($" {p} ", StringComparison.Ordinal)))
            .OrderBy(c => c.Claim.Rank)
            .ThenBy(c => question.Topics.All(slot => c.IsOn(slot, orAlso: false)) ? 0 : 1)
            .ThenByDescending(c => c.Claim.From ?? DateOnly.MinValue)
            .ThenBy(c => c.Claim.Id)];

    private static bool IsIn(ClaimView claim, (int Month, int? Day) season)
    {
        if (claim.Period is not { } period || period.From == DateOnly.MinValue)
            return false;
        var month = Period.Month(period.From.Year, season.Month);
        return season.Day is { } day && day <= month.To.Day
            ? period.Overlaps(Period.Day(new DateOnly(period.From.Year, season.Month, day)))
            : season.Day is null && period.Overlaps(month);
    }
}
