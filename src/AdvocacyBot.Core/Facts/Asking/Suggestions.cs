using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>What could be asked: topics and times, and never a figure.</summary>
internal static class Suggestions
{
    private const int MostTopics = 12;
    private const int MostChoices = 5;

    /// <summary>For an empty question: examples and the topics.</summary>
    public static AnswerOutcome Start(FactsMemory.Snapshot known, Language language)
    {
        var texts = FactTexts.All;
        var examples = texts[language, "start.examples"].Split('|');
        var topics = string.Join(", ", known.Topics.Take(MostTopics).Select(t => t.Label(language)));
        return Suggest(
            language,
            [
                new Paragraph(texts[language, "start"]),
                new Listing([.. examples.Select(e => (IReadOnlyList<Span>)[new Code(e)])]),
                new Paragraph(texts.Format(language, "start.topics", topics)),
            ],
            examples);
    }

    public static AnswerOutcome TooLong(Language language, int most) =>
        Suggest(language, [new Paragraph(FactTexts.All.Format(language, "ask.toolong", most))], []);

    public static AnswerOutcome DidYouMean(IReadOnlyList<string> words, Language language) =>
        Suggest(language, [new Paragraph(FactTexts.All.Format(language, "didyoumean", string.Join(", ", words)))], words);

    /// <summary>Another name than the one asked for, under which something is held.</summary>
    public static AnswerOutcome Instead(KnownTerm other, Question question, Language language)
    {
        var label = other.Label(language);
        var time = question.Times is [{ } one] && one.From.Year == one.To.Year ? $" {one.From.Year}" : "";
        var events = question.Names.SelectMany(n => n.Terms).FirstOrDefault(t => t.Kind == TermKind.Event)?.Label(language);
        return Suggest(
            language,
            [new Paragraph(FactTexts.All.Format(language, "didyoumean", label))],
            [string.Join(' ', new[] { label, events }.OfType<string>()) + time]);
    }

    /// <summary>What is held at a time that was asked for alone, from memory; null where nothing is.</summary>
    public static AnswerOutcome? At(Question question, FactsMemory.Snapshot known, Language language)
    {
        var things = known.Topics.SelectMany(topic => known.HeldOn(topic).Where(h => question.Meets(h.Period)).Select(h => new Thing(topic, h.When, h.Period)))
            .OrderByDescending(t => t.Period?.From).ToList();
        return things.Count == 0 ? null : Held(question, null, things, language);
    }

    /// <summary>Whether more is held on the topics than was looked at, at other times too.</summary>
    public static bool AreCutOff(Question question, IReadOnlyList<ClaimView> found, FactsMemory.Snapshot known) =>
        found.Count == FindClaims.Most && question.Topics.SelectMany(t => t.Terms).SelectMany(known.HeldOn).Distinct().Count() > 1;

    /// <summary>What is held on what a question names too widely.</summary>
    public static AnswerOutcome Held(Question question, IReadOnlyList<ClaimView> found, FactsMemory.Snapshot known, Language language)
    {
        if (AreCutOff(question, found, known))
        {
            var all = question.Topics.SelectMany(t => t.Terms).Distinct().SelectMany(topic => known.HeldOn(topic).Select(h => new Thing(topic, h.When, h.Period)));
            return Held(question, null, [.. all], language);
        }

        var subject = question.Topics.Count > 0 && !question.IsHinted ? null : question.Names.Select(n => n.Terms[0]).FirstOrDefault();
        return Held(question, subject, [.. found.Select(Thing.Of)], language);
    }

    private static AnswerOutcome Held(Question question, KnownTerm? subject, IReadOnlyList<Thing> things, Language language)
    {
        var texts = FactTexts.All;
        var blocks = new List<Block>();
        if (question.Repaired is { } reading)
            blocks.Add(new Paragraph(texts.Format(language, "readas", reading)));

        if (subject is not null)
        {
            blocks.Add(new Paragraph(HeldOn(subject, things, language)));
        }
        else
        {
            var lines = things.GroupBy(t => t.Topic).Take(MostTopics)
                .Select(g => (IReadOnlyList<Span>)[new Text(texts.Format(language, "held.line", g.Key.Label(language), Times(g.Select(t => t.When), language)))])
                .ToList();
            blocks.Add(new Paragraph(texts[language, "held"]));
            blocks.Add(new Listing(lines));
        }

        var examples = Examples(subject, things, language);
        blocks.Add(new Paragraph([new Text(texts[language, "held.ask"] + " "), new Code(examples[0])]));
        return Suggest(language, blocks, examples);
    }

    /// <summary>One sentence: the topics and times held on a name.</summary>
    public static string HeldOn(KnownTerm subject, IReadOnlyList<ClaimView> found, Language language) =>
        HeldOn(subject, [.. found.Select(Thing.Of)], language);

    private static string HeldOn(KnownTerm subject, IReadOnlyList<Thing> things, Language language)
    {
        var topics = things.GroupBy(t => t.Topic).Take(MostTopics).Select(g =>
        {
            var times = Times(g.Select(t => t.When), language);
            return times.Length == 0 ? g.Key.Label(language) : $"{g.Key.Label(language)} ({times})";
        });
        return FactTexts.All.Format(language, "held.on", subject.Label(language), string.Join(", ", topics));
    }

    /// <summary>Times in words, oldest first.</summary>
    public static string Times(IEnumerable<string?> whens, Language language) =>
        string.Join(", ", whens.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostTopics).Select(w => Period.Write(w, language)));

    /// <summary>Questions that can be typed as they stand.</summary>
    private static List<string> Examples(KnownTerm? subject, IReadOnlyList<Thing> things, Language language) =>
        [.. things
            .OrderByDescending(t => t.Period?.From ?? DateOnly.MinValue)
            .Select(t => string.Join(' ', new[] { t.Topic.Label(language), subject?.Label(language), YearOf(t) }.OfType<string>()))
            .Distinct(StringComparer.Ordinal)
            .Take(MostChoices)];

    private static string? YearOf(Thing thing) =>
        thing.Period is { } period && period.From.Year == period.To.Year
            ? period.From.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static AnswerOutcome Suggest(Language language, IReadOnlyList<Block> blocks, IReadOnlyList<string> questions) =>
        new(AnswerKind.Suggest,
            new Reply(blocks) { Language = language, Choices = [.. questions.Take(MostChoices).Select(FactChoices.Ask).OfType<Choice>()] },
            []);

    /// <summary>That something is held on a topic at a time, and not what.</summary>
    private readonly record struct Thing(KnownTerm Topic, string? When, Period? Period)
    {
        public static Thing Of(ClaimView claim) => new(claim.Topic, claim.Claim.When, claim.Period);
    }
}
