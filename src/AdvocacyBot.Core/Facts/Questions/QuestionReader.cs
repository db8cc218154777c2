using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Reads any text as a question. Pure: the same text, names, day and language give the same reading.</summary>
internal sealed partial class QuestionReader(NameDictionary names)
{
    private const int RegexTimeout = 1_000;

    /// <param name="text">As typed, in any language.</param>
    /// <param name="today">What "this year" and "next" start from.</param>
    /// <param name="otherwise">The language, if the words leave it open.</param>
    public Question Read(string text, DateOnly today, Language otherwise)
    {
        var (language, isClear) = LanguageGuess.Of(new QuestionText(text), names, otherwise);
        var times = new QuestionTimes();
        var ids = new List<string>();
        var rest = ClaimIds().Replace(text, match => TakeId(match, ids));
        rest = IsoDates().Replace(rest, match => TakeDate(match, times));
        rest = YearRanges().Replace(rest, match => TakeRange(match, times));
        rest = ShortYears().Replace(rest, match => TakeShortYear(match, today, times));
        var (phrases, unquoted) = QuotedPhrases.Take(rest, names, language, today, times);

        var question = new QuestionText(unquoted);
        var pieces = new QuestionTagger(names, language, isClear).Tag(question, today, times);
        if (pieces.Any(p => p.Names.Count == 0 && p.Is(Lexicon.WordClass.Upcoming)))
            times.Times.Add(new Period(today, DateOnly.MaxValue));
        return QuestionHints.Apply(
            new QuestionDraft(pieces, question, language, isClear, names).Finish(times) with { IsLanguageClear = isClear, Phrases = phrases, Ids = ids },
            names);
    }

    private static string TakeId(Match match, List<string> ids)
    {
        ids.Add("F-" + match.Groups["number"].Value.PadLeft(4, '0'));
        return " ";
    }

    private static string TakeDate(Match match, QuestionTimes times)
    {
        if (Period.Parse(match.Value) is not { } period)
            return match.Value;
        times.Times.Add(period);
        return " ";
    }

    /// <summary>"2014-2023", "2014–15", "2014/15".</summary>
    private static string TakeRange(Match match, QuestionTimes times)
    {
        var from = Number(match.Groups["from"]);
        var to = Number(match.Groups["to"]);
        if (to < 100)
            to += from / 100 * 100;
        if (to < from || from is < 1500 or >= 2200 || to >= 2200)
            return match.Value;
        times.Ranges.Add(new Period(Period.Year(from).From, Period.Year(to).To));
        return " ";
    }

    private static string TakeShortYear(Match match, DateOnly today, QuestionTimes times)
    {
        const int yearsAhead = 10;
        var year = today.Year / 100 * 100 + Number(match.Groups["year"]);
        times.Times.Add(Period.Year(year > today.Year + yearsAhead ? year - 100 : year));
        return " ";
    }

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bF-?(?<number>\d{4,9})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexTimeout)]
    private static partial Regex ClaimIds();

    [GeneratedRegex(@"\b\d{4}-(?:0\d|1[0-2])(?:-\d{2})?\b(?!-)", RegexOptions.CultureInvariant, RegexTimeout)]
    private static partial Regex IsoDates();

    [GeneratedRegex(@"\b(?<from>\d{4})\s*[-–—/]\s*(?<to>\d{4}|\d{2})\b", RegexOptions.CultureInvariant, RegexTimeout)]
    private static partial Regex YearRanges();

    [GeneratedRegex(@"(?<![\w'’])['’](?<year>\d{2})(?!\w)", RegexOptions.CultureInvariant, RegexTimeout)]
    private static partial Regex ShortYears();
}
