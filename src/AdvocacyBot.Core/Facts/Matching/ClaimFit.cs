using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>Decides whether a claim answers a question, and if not, why. The database has only preselected by names, topics, times and words. Pure.</summary>
/// <param name="question">As it was read.</param>
/// <param name="names">For what is a part or kind of what.</param>
internal sealed class ClaimFit(Question question, NameDictionary names)
{
    private readonly FigureFit figures = new(question, names);

    /// <summary>The first reason why a claim does not answer the question.</summary>
    public Misfit Check(ClaimView claim)
    {
        if (!question.Meets(claim.Period) || !HasTopics(claim) || !HasCountries(claim) || !HasNumbers(claim) || !HasPhrases(claim))
            return Misfit.Other;
        if (NamesMisfit(claim) is not Misfit.None and var misfit)
            return misfit;
        if (figures.Check(claim) is not Misfit.None and var figure)
            return figure;
        if (!HasWords(claim))
            return Misfit.Other;
        if (!question.Words.All(word => ClaimRoles.Matches(claim, word)) || !HasActor(claim))
            return Misfit.Role;
        return IsFinerThan(claim) ? Misfit.FinerTime : Misfit.None;
    }

    private Misfit NamesMisfit(ClaimView claim)
    {
        foreach (var name in question.Names)
        {
            if (!claim.Names(name))
                return Misfit.Other;
            if (!ClaimRoles.Matches(claim, name) || IsMerelyPublisher(claim, name))
                return Misfit.Role;
        }

        return Misfit.None;
    }

    /// <summary>"The fine of PBI": whoever published an amount has not paid it.</summary>
    private bool IsMerelyPublisher(ClaimView claim, NameSlot name) =>
        question.Wants(Aspect.HowMuch) && claim.HasRoles && name.Binding == Binding.Any && !claim.Names(name, asPublisher: false);

    /// <summary>
    /// A label says exactly one topic. Any other name of a topic can also be just a word of a claim on another one: "killed", of
    /// a claim on people killed or injured by mines. Its figure answers only if the question names both.
    /// </summary>
    private bool HasTopics(ClaimView claim)
    {
        var orAlso = question.Participants.Any() && !question.WantsFigure;
        var mayMention = !question.WantsFigure || question.Topics.Any(slot => claim.IsOn(slot, orAlso: false)) || new Together(claim).HasBoth(question);
        return question.Topics.All(slot => claim.IsOn(slot, orAlso) || (slot.Words.Count > 0 && mayMention && slot.Words.All(w => Contains(claim, w))));
    }

    /// <summary>"Countries missing in 2014" does not ask for missing students.</summary>
    private bool HasCountries(ClaimView claim) =>
        !question.Wants(Aspect.Listed) || claim.Participants.Count > 0 || claim.Topic.Names.Any(n => n is { Role: NameRole.Hint, Folded: "who" or "names" });

    /// <summary>"Who fined them" is only answered by a claim that says who, other than those named in the question.</summary>
    private bool HasActor(ClaimView claim) =>
        !question.Wants(Aspect.Actor) || !claim.HasRoles || !question.Topics.Any(t => claim.IsOn(t, orAlso: false))
        || claim.Of(TermRole.Actor).Any(actor => !question.Names.Any(n => n.Terms.Contains(actor)));

    private bool HasWords(ClaimView claim) => question.Words.All(word => Contains(claim, word));

    private bool Contains(ClaimView claim, WordSlot word) =>
        word.Stems.Any(claim.Words.Contains) || (claim.Unit is { } unit && word.Units.Any(u => names.IsA(unit, u)));

    private bool HasNumbers(ClaimView claim) =>
        question.Numbers.All(n => claim.Claim.Number == n.Value || ((!question.IsNumberOnly || n.IsPrecise) && n.Tokens.Any(claim.Words.Contains)));

    private bool HasPhrases(ClaimView claim) =>
        question.Phrases.All(p => p.Stems.Any(stems => $" {claim.Claim.SearchText} ".Contains($" {stems} ", StringComparison.Ordinal)));

    /// <summary>
    /// "November 2014", if all that is known is the year. Of a figure that covers several years, a single year is asked often
    /// enough to show the figure with its range; a month is not.
    /// </summary>
    private bool IsFinerThan(ClaimView claim)
    {
        if (claim.Period is not { } period || claim.Claim.When is not { } when || !question.HasTime)
            return false;
        if (question.Season is not null)
            return !HasDays(when);
        var asked = question.Times.Where(t => t.Overlaps(period)).ToList();
        if (asked.TrueForAll(t => IsYearOrMore(t) || Covers(t, period)))
            return false;
        return claim.IsFigure || !HasDays(when);
    }

    private static bool HasDays(string when) => when.Split('/').All(end => end.Length >= "2014-05".Length || end == "..");

    private static bool IsYearOrMore(Period period) => period.To.DayNumber - period.From.DayNumber >= 364;

    private static bool Covers(Period asked, Period period) => asked.From <= period.From && asked.To >= period.To;
}
