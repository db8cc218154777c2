using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>Writes a fact's content into its claim's rows, with the step in its history.</summary>
internal sealed class ClaimWriter(BotDb db, TimeProvider clock)
{
    /// <summary>Makes a claim from an entry of a file. The context does not track it, because many are written at once.</summary>
    /// <param name="fact">What it says.</param>
    /// <param name="publicId">Its id, new or not.</param>
    /// <param name="version">Above all versions that it has had.</param>
    /// <param name="hash">Digest of the content.</param>
    /// <param name="content">The columns as JSON.</param>
    /// <param name="terms">The rows of terms.</param>
    /// <param name="sources">The rows of sources.</param>
    /// <param name="actor">Who answers for it in the history.</param>
    public Claim Import(
        FactEntry fact, string publicId, int version, string hash, string content, Dictionary<string, long> terms,
        Dictionary<string, StoredSource> sources, string actor)
    {
        var claim = New(publicId);
        claim.Version = version;
        claim.ImportHash = hash;
        claim.Status = fact.Status;
        Fill(claim, fact, terms, sources);
        claim.Revisions.Add(Step(version, RevisionAction.Imported, actor, content));
        return claim;
    }

    /// <summary>Adds a claim that waits for a second person's approval, within the present transaction.</summary>
    public async Task<Claim> ProposeAsync(
        FactEntry fact, string publicId, Dictionary<string, long> terms, Dictionary<string, StoredSource> sources, string actor, CancellationToken ct)
    {
        var claim = New(publicId);
        (claim.Version, claim.PendingVersion) = (1, 1);
        Fill(claim, fact, terms, sources);
        claim.Revisions.Add(Step(1, RevisionAction.Proposed, actor, FactJson.Write(fact.Record)));
        db.Claims.Add(claim);
        await db.SaveChangesAsync(ct);
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
        claim.SearchText = $"{fact.SearchText} {ClaimSearchText.WordOf(claim.CommunityId)[0]}";
        Refill(claim.Texts, Texts(fact));
        var named = fact.OwnSource is { } own ? [.. fact.Sources, own.Slug] : fact.Sources;
        Refill(claim.Terms, Terms(fact, terms).Concat(Publishers(fact, named, sources)).DistinctBy(t => (t.TermId, t.Role)));
        Refill(claim.Sources, Sources(fact, named, sources).DistinctBy(s => (s.SourceId, s.Stance)));
    }

    /// <summary>Hands out public ids above all that are in use or about to be.</summary>
    public async Task<PublicIds> NumbersAsync(IEnumerable<string> taken, CancellationToken ct)
    {
        // The longest are the highest. Both look-ups read the index on ids alone.
        var rows = await RawRows.ReadAsync(
            db,
            """
            SELECT max("PublicId") FROM "Claims"
            WHERE "CommunityId" = @community AND length("PublicId") = (SELECT max(length("PublicId")) FROM "Claims" WHERE "CommunityId" = @community)
            """,
            row => row.IsDBNull(0) ? null : row.GetString(0),
            ct);
        return new PublicIds(taken.Append(rows[0] ?? "F-0000").Max(id => int.Parse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    /// <summary>Puts the links that claims now have in the place of those that they had, within the present transaction.</summary>
    public async Task LinkAsync(IReadOnlyList<ClaimLinks> links, CancellationToken ct)
    {
        await RawRows.RunAsync(
            db,
            """
            DELETE FROM "ClaimLinks"
            WHERE "CommunityId" = @community AND "FromId" = (SELECT "Id" FROM "Claims" WHERE "CommunityId" = @community AND "PublicId" = @p0)
            """,
            links.Select(l => new object?[] { l.From }),
            ct);
        await RawRows.RunAsync(
            db,
            """
            INSERT INTO "ClaimLinks" ("CommunityId", "FromId", "ToId", "Kind", "Note")
            SELECT @community, f."Id", t."Id", @p2, @p3 FROM "Claims" f, "Claims" t
            WHERE f."CommunityId" = @community AND t."CommunityId" = @community AND f."PublicId" = @p0 AND t."PublicId" = @p1
            """,
            links.SelectMany(l => l.To.Distinct().Select(to => new object?[] { l.From, to.Id, to.Kind.ToString(), l.Note })),
            ct);
    }

    private Claim New(string publicId) => new()
    {
        CommunityId = db.CommunityId,
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

    private Revision Step(int version, RevisionAction action, string actor, string content) => new()
    {
        Version = version,
        Action = action,
        Actor = actor,
        At = clock.UtcNow,
        Content = content,
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
        return Of(events, TermRole.Event).Concat(Of(fact.Subjects, TermRole.Subject)).Concat(Of(fact.Actors, TermRole.Actor))
            .Concat(Of(fact.Recipients, TermRole.Recipient)).Concat(Of(fact.Targets, TermRole.Target)).Concat(Of(fact.Participants, TermRole.Participant))
            .Concat(Of(fact.Places, TermRole.Place)).Concat(Of(fact.Also, TermRole.Topic));

        IEnumerable<ClaimTerm> Of(IEnumerable<string> slugs, TermRole role) =>
            slugs.Select((s, i) => Named(fact, terms[s], role, i));
    }

    /// <summary>Who published the sources, and whoever they are known through.</summary>
    private static IEnumerable<ClaimTerm> Publishers(FactEntry fact, IEnumerable<string> named, Dictionary<string, StoredSource> sources) =>
        named.SelectMany(s => sources[s].Publishers).Distinct().Select((id, i) => Named(fact, id, TermRole.Publisher, i));

    private static ClaimTerm Named(FactEntry fact, long term, TermRole role, int position) =>
        new() { TermId = term, Role = role, Position = position, From = fact.Period?.From, To = fact.Period?.To };

    private static IEnumerable<ClaimSource> Sources(FactEntry fact, IReadOnlyList<string> named, Dictionary<string, StoredSource> sources) =>
        named.Select((s, i) => new ClaimSource { SourceId = sources[s].Id, Stance = Stance.Supports, Position = i, Locator = fact.Record["locator"] })
            .Concat(fact.DisputedBy.Select((s, i) => new ClaimSource { SourceId = sources[s].Id, Stance = Stance.Disputes, Position = named.Count + i }));

    private static void Refill<T>(List<T> rows, IEnumerable<T> fresh)
    {
        rows.Clear();
        rows.AddRange(fresh);
    }
}

/// <summary>The links that a claim now has.</summary>
internal sealed record ClaimLinks(string From, IReadOnlyList<(LinkKind Kind, string Id)> To, string? Note)
{
    public static ClaimLinks Of(string from, FactEntry fact) => new(from, fact.Links, fact.Record["note"]);
}

/// <summary>Counts public ids on.</summary>
internal sealed class PublicIds(int highest)
{
    /// <summary>For a text that is no id, which is shown as it was typed.</summary>
    private const int MaxTypedLength = 40;
    private int last = highest;

    /// <summary>The id that somebody typed, in its proper form: f-12, F-0012 and 12 are one.</summary>
    public static string Read(string typed)
    {
        var digits = typed.Trim().TrimStart('F', 'f', '-');
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
            return SafeText.Shorten(typed.Trim(), MaxTypedLength);
        return "F-" + digits.TrimStart('0').PadLeft(4, '0');
    }

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"F-{++last:D4}");
}
