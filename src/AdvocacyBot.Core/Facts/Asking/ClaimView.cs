using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>A claim with all that an answer shows of it.</summary>
internal sealed record ClaimView(
    Claim Claim, KnownTerm Topic, IReadOnlyList<(TermRole Role, KnownTerm Term)> Terms, IReadOnlyList<SourceView> Sources,
    IReadOnlyList<SourceView> DisputedBy, IReadOnlyList<ClaimLink> Links)
{
    public string Id => Claim.PublicId;

    public Period? Period => Claim is { From: { } from, To: { } to } ? new Period(from, to) : null;

    public IReadOnlyList<KnownTerm> Participants => [.. Terms.Where(t => t.Role == TermRole.Participant).Select(t => t.Term)];

    public KnownTerm? Event => Terms.FirstOrDefault(t => t.Role == TermRole.Event).Term;

    public bool IsFigure => Claim.Kind is ValueKind.Count or ValueKind.Money;

    /// <summary>Whether one of the meanings is named by the claim.</summary>
    public bool Names(NameSlot slot, bool orPublished = true) =>
        Terms.Any(t => t.Role != TermRole.Topic && (orPublished || t.Role != TermRole.Publisher) && slot.Terms.Contains(t.Term));

    /// <summary>Whether the claim is on one of the slot's topics.</summary>
    public bool IsOn(NameSlot slot, bool orAlso) =>
        slot.Terms.Contains(Topic) || (orAlso && Terms.Any(t => t.Role == TermRole.Topic && slot.Terms.Contains(t.Term)));

    /// <summary>The wording in a language, or in the first in which there is one.</summary>
    public ClaimText? Text(Language language) =>
        Claim.Texts.FirstOrDefault(t => t.Language == language) ?? Claim.Texts.OrderBy(t => t.Language).FirstOrDefault();

    /// <summary>Whether another claim of the same case has another value.</summary>
    public bool Differs(ClaimView other) =>
        IsFigure && other.IsFigure && Claim.CaseKey == other.Claim.CaseKey
        && (Claim.Number != other.Claim.Number || Claim.Comparator != other.Claim.Comparator);
}

/// <summary>A source with the chain through which it is known.</summary>
internal sealed record SourceView(Source Source, KnownTerm Publisher, SourceView? Via)
{
    /// <summary>The nearest address on the chain.</summary>
    public string? Url => Source.Url ?? Via?.Url;
}
