using System.Globalization;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts;

/// <summary>Writes a fact's content into its claim's rows, with the step in its history.</summary>
internal sealed class ClaimWriter(BotDb db, TimeProvider clock)
{
    /// <summary>Adds or changes a claim as a file has it, within the present transaction.</summary>
    public async Task<Claim> WriteAsync(
        FactEntry fact, string publicId, Dictionary<string, long> terms, Dictionary<string, StoredSource> sources,
        bool isNew, string? hash, ImportOptions options, CancellationToken ct)
    {
        var status = options.Propose ? ClaimStatus.Proposed : fact.Status;
        var claim = isNew ? New(publicId) : await LoadAsync(publicId, ct);
        if (isNew)
            db.Claims.Add(claim);
        claim.Version++;
        claim.PendingVersion = status == ClaimStatus.Proposed ? claim.Version : null;
        claim.ImportHash = hash;
        Fill(claim, fact, terms, sources);
        claim.Status = status;
        claim.Revisions.Add(new Revision
        {
            Version = claim.Version,
            Action = options.Propose ? RevisionAction.Proposed : RevisionAction.Imported,
            Actor = options.Actor,
            At = clock.GetUtcNow().UtcDateTime,
            Content = FactJson.Write(fact.Record),
        });
        return claim;
    }

    /// <summary>Replaces a claim's content; its status, version and history are the caller's.</summary>
    public static void Fill(Claim claim, FactEntry fact, Dictionary<string, long> terms, Dictionary<string, StoredSource> sources)
    {
        claim.TopicId = terms[fact.Topic];
        claim.CaseKey = fact.CaseKey;
        claim.Kind = fact.Kind;
        claim.Comparator = fact.Value?.Comparator ?? Comparator.Exactly;
        claim.Number = fact.Value?.Number;
        claim.Unit = fact.Unit;
        claim.ListComplete = fact.NamesComplete;
        (claim.When, claim.From, claim.To) = (fact.When, fact.Period?.From, fact.Period?.To);
        (claim.Rank, claim.RankReason, claim.ReviewBy) = (fact.Rank, fact.Record["rank_reason"], fact.ReviewBy);
        claim.SearchText = fact.SearchText;
        Refill(claim.Texts, Texts(fact));
        var named = fact.OwnSource is { } own ? [.. fact.Sources, own.Slug] : fact.Sources;
        Refill(claim.Terms, Terms(fact, terms).Concat(Publishers(named, sources)));
        Refill(claim.Sources, Sources(fact, named, sources));
    }

    public async Task<Claim> LoadAsync(string publicId, CancellationToken ct) =>
        await db.Claims.Include(c => c.Texts).Include(c => c.Terms).Include(c => c.Sources).AsSplitQuery().SingleAsync(c => c.PublicId == publicId, ct);

    /// <summary>Hands out public ids above all that are in use or about to be.</summary>
    public async Task<PublicIds> NumbersAsync(IEnumerable<string> taken, CancellationToken ct)
    {
        var highest = await db.Claims.OrderByDescending(c => c.PublicId.Length).ThenByDescending(c => c.PublicId).Select(c => c.PublicId).FirstOrDefaultAsync(ct);
        return new PublicIds(taken.Append(highest ?? "F-0000").Max(id => int.Parse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    public async Task LinkAsync(IReadOnlyList<(string From, LinkKind Kind, string To, string? Note)> links, CancellationToken ct)
    {
        var publicIds = links.SelectMany(l => new[] { l.From, l.To }).Distinct().ToList();
        var ids = await db.Claims.Where(c => publicIds.Contains(c.PublicId)).ToDictionaryAsync(c => c.PublicId, c => c.Id, ct);
        var from = links.Select(l => ids[l.From]).Distinct().ToList();
        await db.ClaimLinks.Where(l => from.Contains(l.FromId)).ExecuteDeleteAsync(ct);
        db.ClaimLinks.AddRange(links.DistinctBy(l => (l.From, l.Kind, l.To)).Select(l => new ClaimLink
        {
            FromId = ids[l.From],
            ToId = ids[l.To],
            Kind = l.Kind,
            Note = l.Note,
        }));
    }

    /// <summary>Sources by their names in files, each with the publishers along its chain.</summary>
    public static Dictionary<string, StoredSource> Chains(IReadOnlyCollection<Source> sources)
    {
        var byId = sources.ToDictionary(s => s.Id);
        return sources.ToDictionary(s => s.Slug, s => new StoredSource(s.Id, [.. Chain(s).Take(4).Select(c => c.PublisherId).Distinct()]), StringComparer.Ordinal);

        IEnumerable<Source> Chain(Source source)
        {
            for (Source? at = source; at is not null; at = at.ViaId is { } via ? byId[via] : null)
                yield return at;
        }
    }

    public static Claim New(string publicId) => new()
    {
        PublicId = publicId,
        TopicId = 0,
        CaseKey = "",
        Kind = ValueKind.Text,
        Comparator = Comparator.Exactly,
        Status = ClaimStatus.Proposed,
        Rank = ClaimRank.Normal,
        SearchText = "",
        Version = 0,
    };

    private static IEnumerable<ClaimText> Texts(FactEntry fact) =>
        from language in LanguageNames.All
        let text = fact.Record[$"text.{language.Code}"]
        let scope = fact.Record[$"scope.{language.Code}"]
        where text is not null || scope is not null
        select new ClaimText { Language = language, Text = text ?? "", Scope = scope };

    private static IEnumerable<ClaimTerm> Terms(FactEntry fact, Dictionary<string, long> terms)
    {
        var events = fact.Event is { } slug ? new[] { slug } : [];
        return Of(events, TermRole.Event).Concat(Of(fact.Subjects, TermRole.Subject)).Concat(Of(fact.Participants, TermRole.Participant))
            .Concat(Of(fact.Places, TermRole.Place)).Concat(Of(fact.Also, TermRole.Topic));

        IEnumerable<ClaimTerm> Of(IEnumerable<string> slugs, TermRole role) =>
            slugs.Select((s, i) => new ClaimTerm { TermId = terms[s], Role = role, Position = i });
    }

    /// <summary>Who published the sources, and whoever they are known through.</summary>
    private static IEnumerable<ClaimTerm> Publishers(IEnumerable<string> named, Dictionary<string, StoredSource> sources) =>
        named.SelectMany(s => sources[s].Publishers).Distinct()
            .Select((id, i) => new ClaimTerm { TermId = id, Role = TermRole.Publisher, Position = i });

    private static IEnumerable<ClaimSource> Sources(FactEntry fact, IReadOnlyList<string> named, Dictionary<string, StoredSource> sources) =>
        named.Select((s, i) => new ClaimSource { SourceId = sources[s].Id, Stance = Stance.Supports, Position = i, Locator = fact.Record["locator"] })
            .Concat(fact.DisputedBy.Select((s, i) => new ClaimSource { SourceId = sources[s].Id, Stance = Stance.Disputes, Position = named.Count + i }));

    private static void Refill<T>(List<T> rows, IEnumerable<T> fresh)
    {
        rows.Clear();
        rows.AddRange(fresh);
    }
}

/// <summary>A source that is in the store.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Publishers">Its publisher, and those of the sources that it is known through.</param>
internal sealed record StoredSource(long Id, IReadOnlyList<long> Publishers);

/// <summary>Counts public ids on.</summary>
internal sealed class PublicIds(int highest)
{
    private int last = highest;

    /// <summary>The id that somebody typed, in its proper form: f-12, F-0012 and 12 are one.</summary>
    public static string Read(string typed)
    {
        var digits = typed.Trim().TrimStart('F', 'f', '-');
        return "F-" + digits.TrimStart('0').PadLeft(4, '0');
    }

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"F-{++last:D4}");
}
