using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>A claim with everything that an answer shows of it.</summary>
internal sealed record ClaimView(
    Claim Claim, KnownTerm Topic, IReadOnlyList<(TermRole Role, KnownTerm Term)> Terms, IReadOnlyList<SourceView> Sources,
    IReadOnlyList<SourceView> DisputedBy, IReadOnlyList<ClaimLink> Links)
{
    private HashSet<string>? words;

    public string Id => Claim.PublicId;

    public Period? Period => Claim is { From: { } from, To: { } to } ? new Period(from, to) : null;

    public IReadOnlyList<KnownTerm> Participants => [.. Of(TermRole.Participant)];

    public KnownTerm? Event => Of(TermRole.Event).FirstOrDefault();

    /// <summary>The unit that a count counts; null for amounts of money and if the unit has no term.</summary>
    public KnownTerm? Unit { get; init; }

    public bool IsFigure => Claim.Kind is ValueKind.Count or ValueKind.Money;

    /// <summary>Whether the claim says who did what to whom, and not only whom it is about.</summary>
    public bool HasRoles => Terms.Any(t => t.Role is TermRole.Actor or TermRole.Recipient or TermRole.Target);

    /// <summary>The stems that the claim can be found by.</summary>
    public HashSet<string> Words => words ??= new(Claim.SearchText.Split(' '), StringComparer.Ordinal);

    public IEnumerable<KnownTerm> Of(TermRole role) => Terms.Where(t => t.Role == role).Select(t => t.Term);

    /// <summary>Whether a name of the question names the claim in any part, other than as a further topic.</summary>
    public bool Names(NameSlot slot, bool asPublisher = true) =>
        Terms.Any(t => t.Role != TermRole.Topic && (asPublisher || t.Role != TermRole.Publisher) && slot.Terms.Contains(t.Term));

    /// <summary>Whether the claim is on one of the slot's topics.</summary>
    public bool IsOn(TopicSlot slot, bool orAlso) =>
        slot.Terms.Contains(Topic) || (orAlso && Of(TermRole.Topic).Any(slot.Terms.Contains));

    /// <summary>The wording in a language, or in the first in which there is one.</summary>
    public ClaimText? Text(Language language) =>
        Claim.Texts.FirstOrDefault(t => t.Language == language) ?? Claim.Texts.OrderBy(t => t.Language).FirstOrDefault();

    /// <summary>Whether another claim of the same case has another value.</summary>
    public bool Differs(ClaimView other) =>
        IsFigure && other.IsFigure && Claim.CaseKey == other.Claim.CaseKey
        && (Claim.Number != other.Claim.Number || Claim.Comparator != other.Claim.Comparator);

    /// <summary>Whether the two are values of different sources; one source that gives two values speaks of two things.</summary>
    public bool HasOtherSource(ClaimView other) => !Sources.Any(s => other.Sources.Any(o => o.Source.Id == s.Source.Id));
}

/// <summary>A source with the chain through which it is known.</summary>
internal sealed record SourceView(Source Source, KnownTerm Publisher, SourceView? Via)
{
    /// <summary>The nearest address on the chain.</summary>
    public string? Url => Source.Url ?? Via?.Url;
}
