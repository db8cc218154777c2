using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Public;

/// <summary>Reads, for pages and programs, what the community in scope has published. Nothing that waits or was withdrawn is among it.</summary>
public sealed class PublicFacts
{
    public const int MaxCount = 500;
    private static readonly RevisionAction[] Shown = [RevisionAction.Imported, RevisionAction.Approved, RevisionAction.Reverted];
    private readonly BotDb db;
    private readonly FactsMemory memory;
    private readonly FactCards cards;

    internal PublicFacts(BotDb db, FactsMemory memory, FactCards cards) => (this.db, this.memory, this.cards) = (db, memory, cards);

    /// <summary>The facts that a query asks for, by topic and time.</summary>
    /// <param name="page">From 1; <see cref="MaxCount"/> facts each.</param>
    public async Task<PublicFactList> SearchAsync(PublicFactQuery query, Language language, CancellationToken ct, int page = 1)
    {
        var claims = Find(query);
        var total = await claims.CountAsync(ct);
        var last = Math.Max(1, (total + MaxCount - 1) / MaxCount);
        page = Math.Clamp(page, 1, last);
        var ids = await claims.OrderBy(c => c.TopicId).ThenBy(c => c.From).ThenBy(c => c.PublicId)
            .Skip((page - 1) * MaxCount).Take(MaxCount).Select(c => c.Id).ToListAsync(ct);
        var views = await new FindClaims(db, await memory.ReadAsync(db, ct)).LoadAsync(ids, ct);
        return new PublicFactList(
            [.. views.Select(view => Show(view, language)).OrderBy(f => f.TopicName, StringComparer.Ordinal).ThenBy(f => f.From).ThenBy(f => f.Id, StringComparer.Ordinal)],
            total, page, last);
    }

    /// <summary>The facts that a query asks for and that changed last, the newest first.</summary>
    public async Task<IReadOnlyList<ChangedFact>> LatestAsync(PublicFactQuery query, Language language, int maxCount, CancellationToken ct)
    {
        var (claims, revisions) = (Find(query), db.Revisions.AsNoTracking().Where(r => Shown.Contains(r.Action)));
        var changes = await (
            from claim in claims
            // A step of a version above the published one is a revert that waits for a second person.
            select new { claim.Id, claim.PublicId, At = revisions.Where(r => r.ClaimId == claim.Id && r.Version <= claim.Version).Max(r => (DateTime?)r.At) })
            .Where(c => c.At != null)
            .OrderByDescending(c => c.At).ThenBy(c => c.PublicId).Take(maxCount).ToDictionaryAsync(c => c.Id, c => c.At!.Value, ct);
        var views = await new FindClaims(db, await memory.ReadAsync(db, ct)).LoadAsync([.. changes.Keys], ct);
        return
        [
            .. views.Select(view => new ChangedFact(Show(view, language), DateTime.SpecifyKind(changes[view.Claim.Id], DateTimeKind.Utc)))
                .OrderByDescending(f => f.ChangedAt).ThenBy(f => f.Fact.Id, StringComparer.Ordinal),
        ];
    }

    private IQueryable<Claim> Find(PublicFactQuery query)
    {
        var terms = db.Terms;
        var claims = db.Claims.AsNoTracking().Where(c => c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated);
        if (query.Topic is { } topic)
            claims = claims.Where(c => terms.Any(t => t.Id == c.TopicId && t.Kind == TermKind.Topic && t.Slug == topic));
        if (query.Country is { } country)
            claims = claims.Where(c => c.Terms.Any(named => terms.Any(t => t.Id == named.TermId && t.Kind == TermKind.Country && t.Slug == country)));
        if (DayOf(query.FromYear, 1, 1) is { } from)
            claims = claims.Where(c => c.To >= from);
        if (DayOf(query.ToYear, 12, 31) is { } to)
            claims = claims.Where(c => c.From <= to);
        return claims;
    }

    /// <summary>One fact; null if there is none of that id that is published.</summary>
    public async Task<PublicFactPage?> FindAsync(string id, Language language, CancellationToken ct)
    {
        if (await cards.FindAsync(PublicIds.Read(id), ct) is not { } card)
            return null;

        // A revert that waits for a second person is a step of a version above the published one.
        var history = await db.Revisions.AsNoTracking()
            .Where(r => r.ClaimId == card.Claim.Claim.Id && r.Version <= card.Version && Shown.Contains(r.Action))
            .OrderByDescending(r => r.Id)
            .ToListAsync(ct);
        return new PublicFactPage(
            Show(card.Claim, language), card.Write(language),
            [.. history.Select(r => new PublicRevision(r.Version, FactTexts.All[language, $"public.{r.Action}"], r.At, r.Reason))],
            await AlikeAsync(card.Claim, language, ct));
    }

    /// <summary>The figures that differ from one only in their time: those whose case has the same topic, names and unit.</summary>
    private async Task<IReadOnlyList<PublicFact>> AlikeAsync(ClaimView claim, Language language, CancellationToken ct)
    {
        if (!claim.IsFigure)
            return [];
        var parts = claim.Claim.CaseKey.Split('|');
        var (prefix, unit) = (string.Join('|', parts[..^2]) + "|", claim.Claim.Unit);
        var ids = await db.Claims.AsNoTracking()
            .Where(c => c.Status == ClaimStatus.Published && c.Rank != ClaimRank.Deprecated && c.CaseKey.StartsWith(prefix) && c.Unit == unit)
            .OrderBy(c => c.From).ThenBy(c => c.PublicId).Take(MaxCount).Select(c => c.Id).ToListAsync(ct);
        var views = await new FindClaims(db, await memory.ReadAsync(db, ct)).LoadAsync(ids, ct);
        return [.. views.Select(view => Show(view, language))];
    }

    /// <summary>The topics that hold facts.</summary>
    public async Task<IReadOnlyList<PublicTerm>> TopicsAsync(Language language, CancellationToken ct) =>
        [.. (await memory.ReadAsync(db, ct)).Topics.Select(t => new PublicTerm(t.Slug, t.Label(language))).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The countries that facts are about.</summary>
    public async Task<IReadOnlyList<PublicTerm>> CountriesAsync(Language language, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var ids = await db.Claims.Where(c => c.Status == ClaimStatus.Published).SelectMany(c => c.Terms).Select(t => t.TermId).Distinct().ToListAsync(ct);
        return
        [
            .. ids.Select(id => known.Names[id]).Where(t => t.Kind == TermKind.Country)
                .Select(t => new PublicTerm(t.Slug, t.Label(language))).OrderBy(t => t.Name, StringComparer.Ordinal),
        ];
    }

    private static PublicFact Show(ClaimView view, Language language) => new(
        view.Id, view.Topic.Slug, view.Topic.Label(language),
        ClaimLine.Statement(view, new Heading(view.Topic, null, view.Claim.When), language),
        view.Claim.When is { } when ? Period.Write(when, language) : null)
    {
        From = view.Claim.From,
        To = view.Claim.To,
        Value = view.Claim.Number,
        Unit = view.Claim.Unit,
        Point = PointOf(view, language),
        Countries = [.. view.Terms.Select(t => t.Term).Where(t => t.Kind == TermKind.Country).Select(t => t.Slug).Distinct(StringComparer.Ordinal)],
        Sources =
        [
            .. view.Sources.Select(s => new PublicSource(
                s.Publisher.Label(language), s.Via?.Publisher.Label(language), s.Source.Title ?? s.Via?.Source.Title,
                s.Source.Published ?? s.Via?.Source.Published, s.Url)),
        ],
    };

    /// <summary>A figure of several years is none of any single one, so it is in no chart.</summary>
    private static FactPoint? PointOf(ClaimView view, Language language)
    {
        if (!view.IsFigure || view.Period is not { } period || period.From.Year != period.To.Year)
            return null;
        var about = view.Terms.Where(t => t.Role is not (TermRole.Topic or TermRole.Publisher or TermRole.Participant)).Select(t => t.Term).Distinct().ToList();
        var scope = view.Text(language)?.Scope ?? "";
        var names = string.Join(", ", about.Select(t => t.Label(language)));
        var chart = $"{view.Topic.Slug}|{view.Claim.Kind}|{view.Claim.Unit}";
        return new FactPoint(
            chart,
            string.Join('|', [chart, .. about.Select(t => t.Slug), scope, view.Claim.Comparator.ToString(), .. view.Sources.Select(s => s.Publisher.Slug)]),
            string.Join(": ", new[] { names, scope }.Where(part => part.Length > 0)),
            period.From.Year, view.Claim.Number!.Value, ClaimWords.Figure(view, language));
    }

    private static DateOnly? DayOf(int? year, int month, int day) => year is >= 1 and <= 9999 ? new DateOnly(year.Value, month, day) : null;
}
