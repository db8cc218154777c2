using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Lays an answer out: case by case, each value with its scope and who says it. Pure.</summary>
internal static class ClaimReply
{
    public static AnswerOutcome Write(Answer answer, Language language)
    {
        var texts = FactTexts.All;
        var blocks = new List<Block>();
        if (answer.Question.Repaired is { } reading)
            blocks.Add(new Paragraph(texts.Format(language, "readas", reading)));

        string? title = null;
        foreach (var @case in answer.Cases)
        {
            var heading = Heading(@case, answer, language);
            if (answer.Cases.Count == 1)
                title = heading;
            else
                blocks.Add(new Paragraph([new Strong(heading)]));
            blocks.AddRange(Case(@case, answer, language));
        }

        blocks.AddRange(BarChart.Write(answer.Cases.SelectMany(c => c.Concat(answer.CompanyOf(c))).DistinctBy(c => c.Id).ToList(), language));
        blocks.AddRange(Missing(answer, language));
        if (answer.Hidden > 0)
            blocks.Add(new Paragraph(texts.Format(language, "more", answer.Hidden)));

        var shown = answer.Cases.SelectMany(c => c.Concat(answer.CompanyOf(c))).DistinctBy(c => c.Id).ToList();
        var reply = new Reply(blocks)
        {
            Title = title,
            Language = language,
            Choices = FactChoices.For(shown, language),
            Subjects = [.. shown.Select(c => Subject.Of("claim", c.Id))],
        };
        return new AnswerOutcome(
            answer.IsConflict ? AnswerKind.Conflict : AnswerKind.Answer,
            reply,
            [.. shown.Select(c => new CitedClaim(c.Id, [.. c.Sources.Select(CitedSource.Of)]))]);
    }

    private static string Heading(IReadOnlyList<ClaimView> @case, Answer answer, Language language)
    {
        var first = @case[0];
        var about = new[] { first.Event?.Label(language), first.Claim.When is { } when ? Period.Write(when, language) : null }.OfType<string>();
        var heading = $"{Capital(first.Topic.Label(language))}, {string.Join(", ", about)}".TrimEnd(' ', ',');
        return answer.IsConflict && @case.Any(one => @case.Any(one.Differs))
            ? heading + FactTexts.All[language, "differ"]
            : heading;
    }

    private static IEnumerable<Block> Case(IReadOnlyList<ClaimView> @case, Answer answer, Language language)
    {
        var texts = FactTexts.All;
        yield return new Listing([.. @case.Select(c => Line(c, answer, language))]);

        var company = answer.CompanyOf(@case).ToList();
        if (company.Count > 0)
        {
            yield return new Paragraph(texts[language, "company"]);
            yield return new Listing([.. company.Select(c => Line(c, answer with { Question = new Question() }, language))]);
        }

        if (RosterLines.WantsNames(answer.Question))
        {
            foreach (var block in RosterLines.Write(@case, language))
                yield return block;
        }

        var all = @case.Concat(company).ToList();
        var notes = Notes(all, answer, language).Distinct(StringComparer.Ordinal).Append(string.Join(", ", all.Select(c => c.Id)));
        yield return new Paragraph(string.Join(" ", notes));
    }

    /// <summary>One claim: its value, what exactly that is, whether it names who was asked for, and its sources.</summary>
    private static IReadOnlyList<Span> Line(ClaimView claim, Answer answer, Language language)
    {
        var texts = FactTexts.All;
        var spans = new List<Span>();
        var says = ClaimWords.Statement(claim, language);
        spans.Add(claim.IsFigure ? new Strong(ClaimWords.Figure(claim, language)) : new Text(says));
        if (claim.IsFigure && says.Length > 0)
            spans.Add(new Text(", " + says));
        if (claim.IsFigure && claim.Period is { } period && period.From.Year != period.To.Year)
            spans.Add(new Text(texts.Format(language, "cumulative", Period.Write(claim.Claim.When!, language))));
        foreach (var slot in answer.Question.Participants)
        {
            if (claim.Participants.FirstOrDefault(slot.Terms.Contains) is { } named)
                spans.Add(new Text(texts.Format(language, "isnamed", named.Label(language))));
        }

        if (claim.Claim.Kind == ValueKind.Date && claim.Claim.To < answer.Today)
            spans.Add(new Text(texts[language, "past"]));
        spans.Add(new Text(ChatColon(language)));
        for (var i = 0; i < claim.Sources.Count; i++)
        {
            if (i > 0)
                spans.Add(new Text("; "));
            spans.AddRange(SourceWords.Write(claim.Sources[i], language, answer.Question.Has(Verb.Sources)));
        }

        if (claim.DisputedBy.Count > 0)
        {
            spans.Add(new Text(texts[language, "disputed"]));
            spans.AddRange(claim.DisputedBy.SelectMany(s => SourceWords.Write(s, language, withTitle: false)));
        }

        return spans;
    }

    /// <summary>One claim in one line, with its time, sources and id, where it stands among other things.</summary>
    public static IEnumerable<Span> Short(ClaimView claim, Language language)
    {
        if (claim.Event is not null || claim.Claim.When is not null)
            yield return new Text(Heading([claim], new Answer(new Question(), [claim], [], DateOnly.MinValue), language) + FactTexts.All[language, "colon"]);
        foreach (var span in Line(claim, new Answer(new Question(), [claim], [], DateOnly.MaxValue), language))
            yield return span;
        yield return new Text($" {claim.Id}");
    }

    private static IEnumerable<string> Notes(IReadOnlyList<ClaimView> claims, Answer answer, Language language)
    {
        var texts = FactTexts.All;
        if (claims.Any(one => claims.Any(one.Differs)))
        {
            var links = claims.SelectMany(c => c.Links).ToList();
            yield return texts[language, links.Any(l => l.Kind == LinkKind.DiffersInScope) || ClaimWords.ScopesDiffer(claims, language) ? "note.scope" : "note.differ"];
            foreach (var note in links.Select(l => l.Note).OfType<string>().Distinct(StringComparer.Ordinal))
                yield return note;
        }

        if (claims.Any(c => c.Claim.ListComplete == false))
            yield return texts[language, "note.incomplete"];
        if (answer.Question.Has(Verb.Presence) && claims.Any(c => c.Topic.Slug == "invitations"))
            yield return texts[language, "note.invited"];
        if (claims.Any(c => c.Claim.ReviewBy < answer.Today))
            yield return texts[language, "note.review"];
        var confidences = claims.GroupBy(c => SourceWords.Confidence([c])).ToList();
        foreach (var group in confidences)
            yield return (confidences.Count == 1 ? "" : string.Join(", ", group.Select(c => c.Id)) + texts[language, "colon"]) + texts[language, group.Key];
        if (claims.Any(c => c.Text(language) is { } text && text.Language != language))
            yield return texts[language, "note.otherlanguage"];
    }

    /// <summary>The years of a comparison, or of a list of years, on which nothing is held.</summary>
    private static IEnumerable<Block> Missing(Answer answer, Language language)
    {
        if (answer.Question.Times.Count < 2)
            yield break;
        foreach (var time in answer.Question.Times)
        {
            if (!answer.Found.Any(c => c.Period is { } period && period.Overlaps(time)))
                yield return new Paragraph(FactTexts.All.Format(language, "missing", time.From.Year));
        }

        if (answer.Question.Has(Verb.Compare))
            yield return new Paragraph(FactTexts.All[language, "compare.note"]);
    }

    private static string ChatColon(Language language) => FactTexts.All[language, "colon"];

    private static string Capital(string label) => label.Length == 0 ? label : char.ToUpper(label[0], System.Globalization.CultureInfo.InvariantCulture) + label[1..];
}
