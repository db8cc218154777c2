using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>
/// One claim on one line: its value, exactly what that is, whom and when it is about unless a heading or the wording already
/// says so, and its sources. Pure.
/// </summary>
internal static class ClaimLine
{
    private static readonly TermRole[] About =
        [TermRole.Subject, TermRole.Actor, TermRole.Recipient, TermRole.Target, TermRole.Place];

    /// <param name="claim">To show.</param>
    /// <param name="heading">What stands above the line.</param>
    /// <param name="question">Names that it asks for are marked on lists; titles are shown if it asks for sources.</param>
    /// <param name="today">Decides what is past.</param>
    /// <param name="language">Of the line.</param>
    public static IReadOnlyList<Span> Write(ClaimView claim, Heading heading, Question question, DateOnly today, Language language)
    {
        var texts = FactTexts.All;
        var spans = new List<Span>(Value(claim, language));
        if (Details(claim, heading, language) is { Length: > 0 } details)
            spans.Add(new Text($" ({details})"));
        if (claim.IsFigure && claim.Period is { } period && period.From.Year != period.To.Year)
            spans.Add(new Text(texts.Format(language, "cumulative", Period.Write(claim.Claim.When!, language))));
        foreach (var slot in question.Participants)
        {
            if (claim.Participants.FirstOrDefault(slot.Terms.Contains) is { } named)
                spans.Add(new Text(texts.Format(language, "isnamed", named.Label(language))));
        }

        if (claim.Claim.Kind == ValueKind.Date && claim.Claim.To < today)
            spans.Add(new Text(texts[language, "past"]));
        spans.Add(new Text(texts[language, "colon"]));
        spans.AddRange(Sources(claim, question.Wants(Aspect.Sources), language));
        return spans;
    }

    /// <summary>A claim in one line that stands alone: with its topic, time and id.</summary>
    public static IReadOnlyList<Span> WriteAlone(ClaimView claim, DateOnly today, Language language)
    {
        var heading = Heading.Of([claim]);
        var title = heading.Write(language);
        return
        [
            new Text(title.Length == 0 ? "" : title + FactTexts.All[language, "colon"]),
            .. Write(claim, heading, new Question(), today, language),
            new Text($" {claim.Id}"),
        ];
    }

    /// <summary>The statement with everything that it is about, for a card or a citation.</summary>
    public static string Statement(ClaimView claim, Heading heading, Language language)
    {
        var says = string.Concat(Value(claim, language).Select(span => span switch { Strong strong => strong.Value, Text text => text.Value, _ => "" }));
        return Details(claim, heading, language) is { Length: > 0 } details ? $"{says} ({details})" : says;
    }

    private static IEnumerable<Span> Value(ClaimView claim, Language language)
    {
        var says = ClaimWords.Statement(claim, language);
        if (!claim.IsFigure)
            return [new Text(says)];
        return says.Length == 0
            ? [new Strong(ClaimWords.Figure(claim, language))]
            : [new Strong(ClaimWords.Figure(claim, language)), new Text(", " + says)];
    }

    /// <summary>Whom, where, at which event and when it is about, as far as neither the heading nor the wording says it.</summary>
    private static string Details(ClaimView claim, Heading heading, Language language)
    {
        var text = claim.Text(language);
        var said = $" {QuestionTokens.Join($"{text?.Scope} {text?.Text}")} ";
        var names = About.SelectMany(claim.Of).Distinct().Where(term => !heading.Says(term) && !IsSaid(term, said)).Select(term => term.Label(language));
        if (claim.Event is { } @event && !heading.Says(@event) && !IsSaid(@event, said))
            names = names.Append(@event.Label(language));
        if (claim.Claim.When is { } when && !heading.SaysWhen(when) && !IsCumulative(claim))
            names = names.Append(Period.Write(when, language));
        return string.Join(", ", names);
    }

    /// <summary>The range of such a figure is shown in words of its own.</summary>
    private static bool IsCumulative(ClaimView claim) => claim.IsFigure && claim.Period is { } period && period.From.Year != period.To.Year;

    private static bool IsSaid(KnownTerm term, string said) =>
        term.Names.Any(n => n.Role is not (NameRole.Hint or NameRole.Misspelling or NameRole.Adjective or NameRole.Verb) && said.Contains($" {n.Folded} ", StringComparison.Ordinal));

    private static IEnumerable<Span> Sources(ClaimView claim, bool withTitle, Language language)
    {
        for (var i = 0; i < claim.Sources.Count; i++)
        {
            if (i > 0)
                yield return new Text("; ");
            foreach (var span in SourceWords.Write(claim.Sources[i], language, withTitle))
                yield return span;
        }

        if (claim.DisputedBy.Count == 0)
            yield break;
        yield return new Text(FactTexts.All[language, "disputed"]);
        foreach (var span in claim.DisputedBy.SelectMany(s => SourceWords.Write(s, language, withTitle: false)))
            yield return span;
    }
}
