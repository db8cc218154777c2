using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>
/// Decides whether several different things would answer a question, so that the figures of one could be taken for those of
/// another: a topic over several times, a country, an event, a year alone. Pure.
/// </summary>
internal static class Vagueness
{
    private const int MaxForName = 6;
    private const int MaxForPublisher = 4;

    public static bool Of(Question question, FoundClaims found, FactsMemory.Snapshot known)
    {
        if (found.Claims.Count == 1 || question.WantsLatest || question.Wants(Aspect.Differ)
            || question.Words.Count + question.Phrases.Count + question.Ids.Count + question.Numbers.Count > 0)
            return false;
        if (question.Topics.Count > 0)
            return !question.HasTime && !question.Participants.Any() && !question.Wants(Aspect.Compare) && !question.Wants(Aspect.Sources)
                && !IsRoster(question, found) && HasSeveralTimes(question, found, known);
        if (question.Names.Count == 0)
            return question.Counted is null;
        if (question.HasTime)
            return false;
        return question.Names.All(n => n.Terms.All(t => t.Kind is TermKind.Country or TermKind.Event))
            || (question.Names.Count == 1 && found.Claims.Count > (IsPublisher(question.Names[0], found) ? MaxForPublisher : MaxForName));
    }

    /// <summary>"Which countries ratified the treaty": each claim adds a name, none a figure.</summary>
    private static bool IsRoster(Question question, FoundClaims found) =>
        question.Wants(Aspect.Names) && question.Names.Any(n => n.Terms.All(t => t.Kind == TermKind.Event))
        && found is { IsCutOff: false } && found.Claims.Count <= Answer.MaxLines && found.Claims.All(c => !c.IsFigure && c.Claim.Kind == ValueKind.Date);

    private static bool HasSeveralTimes(Question question, FoundClaims found, FactsMemory.Snapshot known) =>
        found.Claims.Select(c => c.Claim.When).Distinct().Count() > 1
        || found.Claims.Count > Answer.MaxLines
        || (found.IsCutOff && question.Topics.SelectMany(t => t.Terms).SelectMany(known.HeldOn).Distinct().Count() > 1);

    private static bool IsPublisher(NameSlot name, FoundClaims found) =>
        found.Claims.Count(c => c.Names(name, asPublisher: false)) * 2 <= found.Claims.Count;
}
