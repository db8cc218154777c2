using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Lays an answer out: case by case, or as one list if the cases are many and short. Pure.</summary>
internal static class ClaimReply
{
    /// <summary>More cases on one topic than this are one list with a time on each line.</summary>
    private const int MaxSections = 3;

    public static AnswerOutcome Write(Answer answer, Language language)
    {
        var texts = FactTexts.All;
        var sections = Sections(answer);
        var title = sections.Count == 1 ? TitleOf(sections[0], answer, language) : null;
        var blocks = new List<Block>();
        if (answer.Question.Reading is { } reading)
            blocks.Add(new Paragraph(texts.Format(language, "readas", reading)));
        foreach (var section in sections)
        {
            if (sections.Count > 1)
                blocks.Add(new Paragraph([new Strong(TitleOf(section, answer, language))]));
            blocks.AddRange(Section(section, answer, language));
        }

        blocks.AddRange(BarChart.Write(answer.Shown, language));
        blocks.AddRange(Missing(answer, language));
        if (answer.Hidden > 0 || answer.IsCutOff)
            blocks.Add(new Paragraph(answer.IsCutOff ? texts[language, "more.many"] : texts.Format(language, "more", answer.Hidden)));

        var shown = answer.Shown;
        return new AnswerOutcome(
            answer.IsConflict ? AnswerKind.Conflict : AnswerKind.Answer,
            new Reply(blocks)
            {
                Title = title,
                Language = language,
                Choices = FactChoices.For(shown, language),
                Subjects = [.. shown.Select(c => Subject.Of("claim", c.Id))],
            },
            [.. shown.Select(c => new CitedClaim(c.Id, [.. c.Sources.Select(CitedSource.Of)]))]);
    }

    private static IReadOnlyList<IReadOnlyList<ClaimView>> Sections(Answer answer)
    {
        var isOneList = answer.Cases.Count > MaxSections
            && answer.Cases.All(c => c.Count == 1 && !answer.ConflictingWith(c).Any())
            && answer.Cases.Select(c => c[0].Topic).Distinct().Count() == 1;
        return isOneList ? [[.. answer.Cases.SelectMany(c => c)]] : answer.Cases;
    }

    private static string TitleOf(IReadOnlyList<ClaimView> section, Answer answer, Language language)
    {
        var heading = Heading.Of(section).Write(language);
        return answer.IsConflict && Answer.HaveDifferentSources(section) ? heading + FactTexts.All[language, "differ"] : heading;
    }

    private static IEnumerable<Block> Section(IReadOnlyList<ClaimView> section, Answer answer, Language language)
    {
        var texts = FactTexts.All;
        var heading = Heading.Of(section);
        yield return new Listing([.. section.Select(c => ClaimLine.Write(c, heading, answer.Question, answer.Today, language))]);

        var conflicting = answer.ConflictingWith(section).ToList();
        if (conflicting.Count > 0)
        {
            yield return new Paragraph(texts[language, "company"]);
            yield return new Listing([.. conflicting.Select(c => ClaimLine.Write(c, heading, new Question(), answer.Today, language))]);
        }

        if (RosterLines.WantsNames(answer.Question))
        {
            foreach (var block in RosterLines.Write(section, language))
                yield return block;
        }

        var all = section.Concat(conflicting).ToList();
        yield return new Paragraph(string.Join(" ", ClaimNotes.Write(all, answer, language).Distinct(StringComparer.Ordinal).Append(string.Join(", ", all.Select(c => c.Id)))));
    }

    /// <summary>The names, and the years of a comparison or a list of years, on which nothing is stored.</summary>
    private static IEnumerable<Block> Missing(Answer answer, Language language)
    {
        var texts = FactTexts.All;
        foreach (var name in answer.Missing)
            yield return new Paragraph(texts.Format(language, "missing", name.Terms[0].Label(language)));
        if (answer.Question.Times.Count < 2)
            yield break;
        foreach (var time in answer.Question.Times.Where(t => t.From.Year == t.To.Year))
        {
            if (!answer.Found.Any(c => c.Period is { } period && period.Overlaps(time)))
                yield return new Paragraph(texts.Format(language, "missing", time.From.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (answer.Question.Wants(Aspect.Compare))
            yield return new Paragraph(texts[language, "compare.note"]);
    }
}
