using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Finds stored figures on what a text gives a figure for: a sentence with a time, a topic and, next to the topic or to what it
/// counts, a number. The sentence is shown with the stored figures below it; which of them is right is for the reader to say.
/// </summary>
internal sealed partial class FiguresInText(BotDb db, FactsMemory memory, TimeProvider clock)
{
    private const int MaxSentences = 12;
    private const int MaxSentenceLength = 300;
    private const int MaxShown = 3;
    private const int MaxClaims = 4;

    /// <summary>How many words may stand between a number and what it counts: "17 official international delegations".</summary>
    private const int MaxGap = 3;

    public async Task<IReadOnlyList<Block>> FindAsync(string text, Language language, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var today = DateOnly.FromDateTime(clock.UtcNow);
        var blocks = new List<Block>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sentence in Sentences().Split(text).Where(s => s.Length <= MaxSentenceLength && s.Any(char.IsAsciiDigit)).Take(MaxSentences))
        {
            if (shown.Count >= MaxShown * MaxClaims || QuestionOf(sentence.Trim(), known.Names, today, language) is not { } question)
                continue;
            var find = new FindClaims(db, known);
            var found = (await find.RunAsync(question, ct)).Claims.Where(c => c.IsFigure && IsAbout(c, question) && shown.Add(c.Id)).Take(MaxClaims).ToList();
            if (found.Count == 0)
                continue;
            var others = (await find.ConflictingAsync(found, ct)).Where(c => shown.Add(c.Id));
            blocks.Add(new Quote([new Text(sentence.Trim())]));
            blocks.Add(new Listing([.. found.Concat(others).Select(c => ClaimLine.WriteAlone(c, today, language))]));
        }

        return blocks;
    }

    /// <summary>The question that asks for what a sentence says; null if the sentence gives no figure of a topic at a time.</summary>
    public static Question? QuestionOf(string sentence, NameDictionary names, DateOnly today, Language language)
    {
        var question = new QuestionReader(names).Read(sentence, today, language);
        if (question.Topics.Count == 0 || question.Times.Count == 0 || question.IsHinted)
            return null;
        var pieces = new QuestionTagger(names, question.Language, question.IsLanguageClear).Tag(new QuestionText(sentence), today, new QuestionTimes());
        var counted = Counted(pieces);
        // Of several topics, those that the number stands next to.
        var topics = question.Topics.Where(t => t.Form != NameRole.Verb && counted.Any(c => t.Terms.Contains(c.Term))).ToList();
        var units = counted.Select(c => c.Term).Where(t => t.Kind == TermKind.Unit).Distinct().ToList();
        if (topics.Count == 0 && units.Count > 0)
            topics = [.. question.Topics.Where(t => t.Form == NameRole.Label).Take(1)];
        return topics.Count == 0
            ? null
            : new Question
            {
                Language = question.Language,
                Topics = [topics[0] with { Words = [] }],
                Names = question.Names,
                Times = question.Times,
                Season = question.Season,
                Aspects = new HashSet<Aspect> { Aspect.Figures },
                Counted = units.Count == 0 ? null : new CountedSlot(units[0].Slug, units, [], []),
            };
    }

    /// <summary>The topics and units that stand next to a number.</summary>
    private static List<NamedTerm> Counted(IReadOnlyList<Piece> pieces)
    {
        var counted = new List<NamedTerm>();
        for (var at = 0; at < pieces.Count; at++)
        {
            if (pieces[at].Number is null)
                continue;
            var near = pieces.Skip(at + 1).TakeWhile(p => p.Number is null && !p.IsTime).Take(MaxGap + 1)
                .Concat(pieces.Take(at).Reverse().TakeWhile(p => p.Number is null && !p.IsTime).Take(2));
            if (near.FirstOrDefault(p => !p.IsName && p.Names.Count > 0 && !p.IsTopicVerb) is { } noun)
                counted.AddRange(noun.Names);
        }

        return counted;
    }

    /// <summary>A claim on somebody the sentence does not name says nothing about it; nor does a figure of a longer time.</summary>
    private static bool IsAbout(ClaimView claim, Question question)
    {
        var about = claim.Terms.Where(t => t.Role is TermRole.Event or TermRole.Subject or TermRole.Target).Select(t => t.Term).ToList();
        var isNamed = about.Count == 0 || about.Exists(term => question.Names.Any(n => n.Terms.Contains(term)));
        return isNamed && (question.Counted is not { Units: [var unit, ..] } || claim.Unit is null || unit == claim.Unit || claim.Unit.Broader.Contains(unit.Slug));
    }

    /// <summary>Between sentences; a full stop inside a number or an abbreviation has no space after it.</summary>
    [GeneratedRegex(@"(?<=[.!?…])\s+|\s*[\r\n]+\s*|;\s+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Sentences();
}
