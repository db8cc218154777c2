using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Suggests questions: topics and times, and never a figure. Pure.</summary>
internal static class Suggestions
{
    private const int MaxTopics = 12;
    private const int MaxTimes = 12;
    private const int MaxChoices = 5;
    private const int MaxExamples = 3;

    /// <summary>For an empty question: examples and the community's topics.</summary>
    public static AnswerOutcome Start(FactsMemory.Snapshot known, Language language)
    {
        var texts = FactTexts.All;
        var examples = StartExamples(known, language);
        if (examples.Count == 0)
            return Suggest(language, [new Paragraph(texts[language, "start.none"])], []) with { IsHint = true };
        var topics = known.Topics.Select(t => t.Label(language)).ToList();
        var shown = string.Join(", ", topics.Take(MaxTopics));
        var introduction = Suggest(
            language,
            [
                new Paragraph(texts[language, "start"]),
                new Listing([.. examples.Select(e => (IReadOnlyList<Span>)[new Code(e)])]),
                new Paragraph(topics.Count > MaxTopics
                    ? texts.Format(language, "start.topics.more", shown, topics.Count - MaxTopics)
                    : texts.Format(language, "start.topics", shown)),
            ],
            examples);
        return introduction with { IsHint = true };
    }

    /// <summary>The answer to a greeting.</summary>
    public static AnswerOutcome Talk(FactsMemory.Snapshot known, Language language)
    {
        var texts = FactTexts.All;
        var text = StartExamples(known, language) is [var example, ..] ? texts.Format(language, "talk", example) : texts[language, "talk.none"];
        return new AnswerOutcome(AnswerKind.Talk, Reply.Tell(language, text), []);
    }

    /// <summary>The first topics in the order of the fact files, each with the first year that it has facts on.</summary>
    private static List<string> StartExamples(FactsMemory.Snapshot known, Language language) =>
    [
        .. known.Topics
            .Take(MaxExamples)
            .Select(topic => known.YearsOf(topic).Cast<int?>().FirstOrDefault() is { } year
                ? string.Create(CultureInfo.InvariantCulture, $"{topic.Label(language)} {year}")
                : topic.Label(language)),
    ];

    public static AnswerOutcome TooLong(Language language, int max) =>
        Suggest(language, [new Paragraph(FactTexts.All.Format(language, "ask.toolong", max))], []) with { IsHint = true };

    /// <summary>Words that a misspelled one may have meant, each to press.</summary>
    public static AnswerOutcome DidYouMean(IReadOnlyList<string> words, Language language) =>
        Suggest(language, [new Paragraph(FactTexts.All.Format(language, "didyoumean", ListText.Or(words, language)))], words) with { IsHint = true };

    /// <summary>Another name than the one asked for, on which something is stored.</summary>
    public static AnswerOutcome Instead(KnownTerm other, Question question, Language language)
    {
        var label = other.Label(language);
        var time = question.Times is [{ } one] && one.From.Year == one.To.Year ? one.From.Year.ToString(CultureInfo.InvariantCulture) : null;
        var @event = question.Events.Select(e => e.Terms[0].Label(language)).FirstOrDefault();
        return Suggest(
            language,
            [new Paragraph(FactTexts.All.Format(language, "didyoumean", label))],
            [string.Join(' ', new[] { label, @event, time }.OfType<string>())]);
    }

    /// <summary>Lists what is stored at a time that was asked for alone, from memory; null if nothing is.</summary>
    public static AnswerOutcome? At(Question question, FactsMemory.Snapshot known, Language language)
    {
        var things = known.Topics.SelectMany(topic => known.HeldOn(topic).Where(h => question.Meets(h.Period)).Select(h => new Thing(topic, h.When, h.Period)))
            .OrderByDescending(t => t.Period?.From).ToList();
        return things.Count == 0 ? null : Held(question, null, things, language);
    }

    /// <summary>Lists what is stored on something that a question names too widely.</summary>
    public static AnswerOutcome Held(Question question, FoundClaims found, FactsMemory.Snapshot known, Language language)
    {
        if (found.IsCutOff && question.Topics.Count > 0)
        {
            var all = question.Topics.SelectMany(t => t.Terms).Distinct().SelectMany(topic => known.HeldOn(topic).Select(h => new Thing(topic, h.When, h.Period)));
            return Held(question, null, [.. all], language);
        }

        var subject = question.Topics.Count > 0 && !question.IsHinted ? null : question.Names.Select(n => n.Terms[0]).FirstOrDefault();
        return Held(question, subject, [.. found.Claims.Select(Thing.Of)], language);
    }

    /// <summary>One sentence: the topics and times stored on a name.</summary>
    public static string HeldOn(KnownTerm subject, IReadOnlyList<ClaimView> found, Language language) =>
        HeldOn(subject, [.. found.Select(Thing.Of)], language);

    /// <summary>Times in words, oldest first; only the newest if they are many.</summary>
    public static string Times(IEnumerable<string?> whens, Language language)
    {
        var times = whens.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", times.TakeLast(MaxTimes).Select(w => Period.Write(w, language)));
        return times.Count > MaxTimes ? "… " + shown : shown;
    }

    private static AnswerOutcome Held(Question question, KnownTerm? subject, IReadOnlyList<Thing> things, Language language)
    {
        var texts = FactTexts.All;
        var blocks = new List<Block>();
        if (question.Reading is { } reading)
            blocks.Add(new Paragraph(texts.Format(language, "readas", reading)));

        if (subject is not null)
        {
            blocks.Add(new Paragraph(HeldOn(subject, things, language)));
        }
        else
        {
            var lines = things.GroupBy(t => t.Topic).Take(MaxTopics)
                .Select(g => (IReadOnlyList<Span>)[new Text(texts.Format(language, "held.line", g.Key.Label(language), Times(g.Select(t => t.When), language)))])
                .ToList();
            blocks.Add(new Paragraph(texts[language, "held"]));
            blocks.Add(new Listing(lines));
        }

        var examples = Examples(subject, things, language);
        blocks.Add(new Paragraph([new Text(texts[language, "held.ask"] + " "), new Code(examples[0])]));
        return Suggest(language, blocks, examples);
    }

    private static string HeldOn(KnownTerm subject, IReadOnlyList<Thing> things, Language language)
    {
        var topics = things.GroupBy(t => t.Topic).Take(MaxTopics).Select(g =>
        {
            var times = Times(g.Select(t => t.When), language);
            return times.Length == 0 ? g.Key.Label(language) : $"{g.Key.Label(language)} ({times})";
        });
        return FactTexts.All.Format(language, "held.on", subject.Label(language), string.Join(", ", topics));
    }

    /// <summary>Questions that can be asked as they are.</summary>
    private static List<string> Examples(KnownTerm? subject, IReadOnlyList<Thing> things, Language language) =>
        [.. things
            .OrderByDescending(t => t.Period?.From ?? DateOnly.MinValue)
            .Select(t => string.Join(' ', new[] { t.Topic.Label(language), subject?.Label(language), YearOf(t) }.OfType<string>()))
            .Distinct(StringComparer.Ordinal)
            .Take(MaxChoices)];

    private static string? YearOf(Thing thing) =>
        thing.Period is { } period && period.From.Year == period.To.Year ? period.From.Year.ToString(CultureInfo.InvariantCulture) : null;

    private static AnswerOutcome Suggest(Language language, IReadOnlyList<Block> blocks, IReadOnlyList<string> questions) =>
        new(AnswerKind.Suggest,
            new Reply(blocks) { Language = language, Choices = [.. questions.Take(MaxChoices).Select(FactChoices.Ask).OfType<Choice>()] },
            []);

    /// <summary>That something is stored on a topic at a time, and not what.</summary>
    private readonly record struct Thing(KnownTerm Topic, string? When, Period? Period)
    {
        public static Thing Of(ClaimView claim) => new(claim.Topic, claim.Claim.When, claim.Period);
    }
}
