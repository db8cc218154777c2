using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>
/// Decides whether the part that a name plays in a question fits a part that it plays in a claim: whoever published a figure did
/// not do what it counts. If a claim only says what it is about, a name of that fits any part except the publisher's. Pure.
/// </summary>
internal static class ClaimRoles
{
    public static bool Matches(ClaimView claim, NameSlot name) =>
        claim.Terms.Any(t => name.Terms.Contains(t.Term) && Allows(claim, name.Binding, t.Role, t.Term));

    /// <summary>
    /// Whether a word that plays a part occurs in the name of a term that plays it. Always, if the claim names nobody in any part and the
    /// word is not the one who acts on those asked for.
    /// </summary>
    public static bool Matches(ClaimView claim, WordSlot word) =>
        word.Binding == Binding.Any || (!claim.HasRoles && word.Binding != Binding.Agent)
        || claim.Terms.Any(t => Allows(claim, word.Binding, t.Role, t.Term) && t.Term.Names.Any(name => word.IsIn(name)));

    private static bool Allows(ClaimView claim, Binding binding, TermRole role, KnownTerm term) => (binding, role) switch
    {
        (_, TermRole.Topic) => false,
        (Binding.Any, _) => true,
        (Binding.Source, _) => role == TermRole.Publisher,
        (_, TermRole.Publisher) => false,
        (Binding.Agent, _) => role == TermRole.Actor,
        (_, TermRole.Event) or (Binding.NotSource, _) => true,
        (Binding.Actor, _) => role == TermRole.Actor || (role == TermRole.Subject && !claim.HasRoles),
        (Binding.Sender, _) => role is not (TermRole.Target or TermRole.Recipient) && (role != TermRole.Subject || !claim.HasRoles),
        (Binding.Recipient, _) => role is TermRole.Recipient or TermRole.Place
            || (role == TermRole.Subject && !Has(claim, TermRole.Recipient)) || (role == TermRole.Target && !HasAddressee(claim)),
        (Binding.Target, _) => role == TermRole.Target || (role == TermRole.Subject && !Has(claim, TermRole.Target)),
        // Whoever did something to or for somebody may as well have been paid for it.
        (Binding.Bearer, _) => role == TermRole.Target || (role == TermRole.Actor && !Has(claim, TermRole.Recipient)) || (role == TermRole.Subject && !claim.HasRoles),
        (Binding.Passive, _) => role is TermRole.Target or TermRole.Participant
            || (role is TermRole.Recipient or TermRole.Subject && !Has(claim, TermRole.Target)),
        (Binding.Object, _) => role != TermRole.Actor,
        (Binding.Place, _) => IsPlace(role, term),
        (Binding.RecipientOrPlace, _) => IsPlace(role, term) || Allows(claim, Binding.Recipient, role, term),
        _ => false,
    };

    private static bool IsPlace(TermRole role, KnownTerm term) => role switch
    {
        TermRole.Place or TermRole.Subject => true,
        TermRole.Recipient or TermRole.Target or TermRole.Actor => term.Kind is TermKind.Country or TermKind.Place,
        _ => false,
    };

    /// <summary>"A fine to somebody" is against them, unless the claim says whom it was addressed to. A country is only where it went.</summary>
    private static bool HasAddressee(ClaimView claim) => claim.Of(TermRole.Recipient).Any(t => t.Kind is not (TermKind.Country or TermKind.Place));

    private static bool Has(ClaimView claim, TermRole role) => claim.Terms.Any(t => t.Role == role);
}
