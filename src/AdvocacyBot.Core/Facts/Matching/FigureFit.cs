using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>
/// Decides whether a figure is one of what a question counts. A number of journalists never answers a question about phones, the
/// number of a list never one about a member of it, and a total of several places never one about a single place. Pure.
/// </summary>
internal sealed class FigureFit(Question question, NameDictionary names)
{
    public Misfit Check(ClaimView claim)
    {
        if (question.Wants(Aspect.HowMany) && !CountsNames())
        {
            if (claim.Claim.Kind != ValueKind.Count)
                return Misfit.Unit;
            if (!Counts(claim))
                return Misfit.Unit;
        }

        if (question.Wants(Aspect.HowMany) && CountsNames() && claim.Participants.Count == 0)
            return Misfit.Unit;
        if (question.Wants(Aspect.HowMuch) && !question.Wants(Aspect.HowMany) && claim.Claim.Kind != ValueKind.Money)
            return Misfit.Unit;
        if (question.Wants(Aspect.HowMuch) && IsPenaltyOnly(claim))
            return Misfit.Unit;
        if (question.Wants(Aspect.Figures) && !question.Wants(Aspect.Names) && !claim.IsFigure)
            return Misfit.Unit;
        if (question.Currency is { } currency && claim.Claim.Unit != currency && !HasCurrency(claim, currency))
            return Misfit.Unit;
        if (!claim.IsFigure)
            return Misfit.None;
        if (question.WantsFigure && !CountsNames() && question.Participants.Any(name => IsOnlyMember(claim, name)))
            return Misfit.Member;
        if ((question.WantsFigure || question.Topics.Count > 0) && IsPartOfPlaces(claim))
            return Misfit.PartOfPlaces;
        return new Together(claim).HasOnlyPart(question) ? Misfit.PartOfCount : Misfit.None;
    }

    /// <summary>"How much did the guns cost": an amount against somebody is not the price of what its scope also mentions.</summary>
    private bool IsPenaltyOnly(ClaimView claim) =>
        question.Topics.Count == 0 && question.Words.Count > 0 && !question.Names.Any(n => n.Binding is Binding.Bearer or Binding.Passive)
        && claim.Of(TermRole.Target).Any()
        && !claim.Claim.Texts.Any(t => t.Scope is { } scope && ScopeHead.Of(scope, t.Language).Any(stem => question.Words.Any(w => w.Stems.Contains(stem))));

    /// <summary>"How many countries does CADSI list": the names on a list are counted, not what its figure counts.</summary>
    private bool CountsNames() => question.Wants(Aspect.HowMany) && question.Wants(Aspect.Names);

    private bool Counts(ClaimView claim)
    {
        if (question.Counted is not { } counted)
            return question.Topics.Count == 0 || CountsFor(claim);
        if (counted.Units.Count > 0)
            return (claim.Unit is { } unit && counted.Units.Any(u => names.IsA(unit, u))) || BeginsWith(claim, counted);
        if (counted.Topics.Contains(claim.Topic))
            return true;
        return UnitHas(claim, counted) || BeginsWith(claim, counted);
    }

    /// <summary>"How many died": what the topic itself counts, or people.</summary>
    private bool CountsFor(ClaimView claim) =>
        question.Topics.Any(slot => claim.IsOn(slot, orAlso: false))
        && (claim.Unit is not { } unit || names.BySlug(UnitSlugs.Person) is not { } person || names.IsA(unit, person)
            || unit.Names.Any(n => claim.Topic.Names.Any(t => t.Folded == n.Folded)));

    private static bool UnitHas(ClaimView claim, CountedSlot counted) =>
        claim.Unit is { } unit && unit.Names.Any(n => n.Role != NameRole.Hint && counted.Stems.Contains(SearchStem.Of(n.Folded, n.Language)));

    /// <summary>Whether the scope begins with what is counted: "people killed or injured by mines".</summary>
    private static bool BeginsWith(ClaimView claim, CountedSlot counted) =>
        claim.Claim.Texts.Any(text => text.Scope is { } scope && ScopeHead.Of(scope, text.Language).Any(counted.Stems.Contains));

    private static bool HasCurrency(ClaimView claim, string currency) =>
        claim.Claim.Texts.Any(t => (t.Scope ?? t.Text) is { } text && MentionsCurrency(QuestionTokens.Split(text), t.Language, currency));

    private static bool MentionsCurrency(List<string> tokens, Language language, string currency) =>
        Enumerable.Range(0, tokens.Count).Any(at => LanguageLexicon.Of(language).CurrencyAt(tokens, at).Currency == currency);

    private static bool IsOnlyMember(ClaimView claim, NameSlot name) =>
        claim.Terms.Any(t => t.Role == TermRole.Participant && name.Terms.Contains(t.Term))
        && !claim.Terms.Any(t => t.Role is not (TermRole.Participant or TermRole.Topic) && name.Terms.Contains(t.Term));

    private bool IsPartOfPlaces(ClaimView claim)
    {
        var places = claim.Of(TermRole.Place).ToList();
        return places.Count > 1
            && question.Names.Any(name => name.Terms.Any(places.Contains))
            && !places.TrueForAll(place => IsNamed(place) || names.Ancestors(place).Any(a => places.Contains(a) && IsNamed(a)));
    }

    private bool IsNamed(KnownTerm place) => question.Names.Any(name => name.Terms.Contains(place));
}

/// <summary>The units that code knows by name.</summary>
internal static class UnitSlugs
{
    /// <summary>The unit that "how many died" counts if nothing else is said.</summary>
    public const string Person = "person";
}
