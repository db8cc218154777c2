using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Finds claims that a text is about, from the names and topics in it. Countries and places never relate by themselves, nor with an
/// everyday word: the text has to name two organizations, people or events of the claim, or one of them with its topic, or an event
/// with a country.
/// </summary>
public sealed class RelatedClaims
{
    private const int MaxWords = 400;
    private const int MaxClaims = 3;
    private readonly BotDb db;
    private readonly FactsMemory memory;

    internal RelatedClaims(BotDb db, FactsMemory memory) => (this.db, this.memory) = (db, memory);

    /// <param name="title">What counts most.</param>
    /// <param name="categories">What the text is filed under.</param>
    /// <param name="summary">Its first sentences.</param>
    /// <param name="language">In which the claims are written.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>At most three claims as blocks to append to a reply, with the subjects that the reply is then about.</returns>
    public async Task<RelatedFacts> FindAsync(string title, IReadOnlyList<string> categories, string? summary, Language language, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var inTitle = Named(title, known.Names);
        var everywhere = inTitle.Concat(Named(string.Join(" . ", categories.Append(summary ?? "")), known.Names)).ToHashSet();
        var names = everywhere.Where(t => t.Kind != TermKind.Topic).Select(t => t.Id).ToList();
        if (names.Count == 0)
            return RelatedFacts.None;

        var ids = await CandidatesAsync(names, ct);
        var claims = await new FindClaims(db, known).LoadAsync(ids, ct);
        var best = claims
            .Select(c => (Claim: c, Score: Score(c, everywhere, inTitle)))
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score).ThenByDescending(c => c.Claim.Claim.From ?? DateOnly.MinValue).ThenBy(c => c.Claim.Claim.Id)
            .Take(inTitle.Any(t => t.Kind is not (TermKind.Topic or TermKind.Country or TermKind.Place)) ? MaxClaims : 1).Select(c => c.Claim).ToList();
        return await WithConflictingAsync(best, known, language, ct);
    }

    /// <summary>A figure that others dispute is shown with theirs, or not at all.</summary>
    private async Task<RelatedFacts> WithConflictingAsync(List<ClaimView> best, FactsMemory.Snapshot known, Language language, CancellationToken ct)
    {
        var conflicting = await new FindClaims(db, known).ConflictingAsync(best, ct);
        var shown = new List<ClaimView>();
        foreach (var claim in best)
        {
            var whole = best.Concat(conflicting).Where(other => other == claim || claim.Differs(other)).Except(shown).ToList();
            if (shown.Count + whole.Count <= MaxClaims)
                shown.AddRange(whole);
        }

        if (shown.Count == 0)
            return RelatedFacts.None;
        var lines = shown.Select(c => (IReadOnlyList<Span>)ClaimLine.WriteAlone(c, DateOnly.MaxValue, language)).ToList();
        return new RelatedFacts(
            [new Paragraph([new Strong(FactTexts.All[language, "related"])]), new Listing(lines)],
            [.. shown.Select(c => Subject.Of("claim", c.Id))]);
    }

    private Task<List<long>> CandidatesAsync(List<long> names, CancellationToken ct)
    {
        var claims = db.Claims;
        return db.ClaimTerms
            .Where(t => names.Contains(t.TermId) && t.Role != TermRole.Publisher && t.Role != TermRole.Topic)
            .GroupBy(t => t.ClaimId)
            .Select(g => new { Id = g.Key, Shared = g.Select(t => t.TermId).Distinct().Count() })
            .Join(claims.Where(c => c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated), g => g.Id, c => c.Id, (g, c) => g)
            .OrderByDescending(g => g.Shared).ThenByDescending(g => g.Id)
            .Select(g => g.Id)
            .Take(60)
            .ToListAsync(ct);
    }

    /// <summary>Two for each shared name and three for a shared topic, twice that where the title says it; nothing for a single link.</summary>
    private static int Score(ClaimView claim, HashSet<KnownTerm> everywhere, HashSet<KnownTerm> inTitle)
    {
        var names = claim.Terms.Where(t => t.Role is not (TermRole.Publisher or TermRole.Topic)).Select(t => t.Term).Distinct().Where(everywhere.Contains).ToList();
        var onTopic = everywhere.Contains(claim.Topic);
        if (names.Count == 0 || (names.Count == 1 && !onTopic))
            return 0;
        // Whoever published the claim counts, too: "what Amnesty found".
        var distinctive = claim.Terms.Select(t => t.Term).Distinct()
            .Count(n => (n.Kind is TermKind.Org or TermKind.Person or TermKind.Event) && everywhere.Contains(n));
        var hasPlace = names.Any(n => n.Kind is TermKind.Country or TermKind.Place);
        var isEvent = names.Any(n => n.Kind == TermKind.Event);
        // Several organizations share a name with something else ("Pegasus"), so one of them needs the topic and a place.
        var isRelated = distinctive >= 2 || (isEvent && (hasPlace || onTopic)) || (distinctive == 1 && onTopic && hasPlace);
        if (!isRelated)
            return 0;
        return names.Sum(n => inTitle.Contains(n) ? 4 : 2) + (onTopic ? inTitle.Contains(claim.Topic) ? 6 : 3 : 0);
    }

    private static HashSet<KnownTerm> Named(string text, NameDictionary names)
    {
        var tokens = QuestionTokens.Split(text).Take(MaxWords).ToList();
        var found = new HashSet<KnownTerm>();
        for (var at = 0; at < tokens.Count;)
        {
            var (length, named, _) = names.LongestAt(tokens, at);
            var terms = named.Select(n => n.Term).Where(t => t.Kind != TermKind.Unit).Distinct().ToList();
            // Ambiguous names and everyday pronouns say nothing about a text.
            if (terms.Count == 1 && tokens[at] != "us")
                found.Add(terms[0]);
            at += Math.Max(1, length);
        }

        return found;
    }
}

/// <summary>Claims related to a text, as they are appended to a reply.</summary>
/// <param name="Blocks">Empty where none is related.</param>
/// <param name="Subjects">What the reply is then about, so that a correction finds it.</param>
public sealed record RelatedFacts(IReadOnlyList<Block> Blocks, IReadOnlyList<string> Subjects)
{
    public static RelatedFacts None { get; } = new([], []);
}
