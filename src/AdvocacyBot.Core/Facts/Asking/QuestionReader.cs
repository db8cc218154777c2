using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Reads any text as a question. Pure: the same text, names and day give the same reading.</summary>
internal sealed partial class QuestionReader(NameDictionary names)
{
    private const int LongestPhrase = 5;

    /// <param name="text">As typed, in any language.</param>
    /// <param name="today">What "this year" and "next" start from.</param>
    public Question Read(string text, DateOnly today)
    {
        var reading = new QuestionDraft();
        var rest = ClaimIds().Replace(text, match => reading.TakeId(match));
        rest = IsoDates().Replace(rest, match => reading.TakeDate(match));
        rest = YearRanges().Replace(rest, "${from} to ${to}");
        rest = QuotedPhrases.Take(rest, names, today, reading);
        ReadTokens(QuestionTokens.Split(rest), AsksWhere(text), today, reading);
        return reading.Finish(names);
    }

    /// <summary>Reads again with misspelt words put right.</summary>
    /// <returns>The reading; or null with the words that may have been meant, where there are several or none.</returns>
    public (Question? Question, IReadOnlyList<string> Candidates) Repair(string text, Question first, DateOnly today)
    {
        var tokens = QuestionTokens.Split(text);
        var repaired = false;
        foreach (var word in first.Typed)
        {
            var nearest = names.Spelling.Nearest(word);
            if (nearest.Count > 1)
                return (null, nearest);
            if (nearest.Count == 0)
                continue;
            tokens = [.. tokens.Select(t => t == word ? nearest[0] : t)];
            repaired = true;
        }

        if (!repaired)
            return (null, []);
        var reading = string.Join(' ', tokens);
        var question = Read(reading, today);
        return question.Typed.Count < first.Typed.Count ? (question with { Repaired = reading }, []) : (null, []);
    }

    /// <summary>Where with its accent, or as the first word: elsewhere "ou" is French for "or".</summary>
    private static bool AsksWhere(string text) =>
        text.Contains("où", StringComparison.OrdinalIgnoreCase) || text.TrimStart().StartsWith("ou ", StringComparison.OrdinalIgnoreCase);

    private void ReadTokens(List<string> tokens, bool asksWhere, DateOnly today, QuestionDraft reading)
    {
        for (var at = 0; at < tokens.Count;)
        {
            var taken = TimeReader.Take(tokens, at, today, reading);
            if (taken == 0)
                taken = TakeNameOrVerb(tokens, at, asksWhere, reading);
            if (taken == 0)
                taken = TakeWord(tokens, at, reading);
            at += taken;
        }
    }

    private int TakeNameOrVerb(List<string> tokens, int at, bool asksWhere, QuestionDraft reading)
    {
        var (length, terms) = IsPronoun(tokens, at) ? (0, []) : names.LongestAt(tokens, at);
        var (verbLength, verb) = VerbAt(tokens, at, asksWhere);
        if (length > 0 && length >= verbLength)
        {
            reading.TakeName(string.Join(' ', tokens.Skip(at).Take(length)), terms);
            return length;
        }

        if (verbLength > 0)
            reading.Verbs.Add(verb);
        return verbLength;
    }

    private static (int Length, Verb Verb) VerbAt(List<string> tokens, int at, bool asksWhere)
    {
        for (var length = Math.Min(LongestPhrase, tokens.Count - at); length > 0; length--)
        {
            var phrase = length == 1 ? tokens[at] : string.Join(' ', tokens.Skip(at).Take(length));
            if (QuestionWords.Verbs.TryGetValue(phrase, out var verb) && (verb != Verb.Where || asksWhere || tokens[at] != "ou"))
                return (length, verb);
        }

        return (0, default);
    }

    /// <summary>"Tell us" names no country.</summary>
    private static bool IsPronoun(List<string> tokens, int at) =>
        tokens[at] == "us" && at > 0 && tokens[at - 1] is "tell" or "give" or "show" or "let" or "for" or "help" or "of";

    private static int TakeWord(List<string> tokens, int at, QuestionDraft reading)
    {
        var token = tokens[at];
        if (QuestionWords.Arithmetic.Contains(token))
            reading.WantsArithmetic = true;
        else if (!QuestionWords.Silent.Contains(token) && !IsLoneLetter(token))
            reading.TakeWord(token);
        return 1;
    }

    private static bool IsLoneLetter(string token) => token.Length == 1 && !char.IsAsciiDigit(token[0]) && char.IsAscii(token[0]);

    [GeneratedRegex(@"\bF-?(?<number>\d{4,9})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ClaimIds();

    [GeneratedRegex(@"\b\d{4}-\d{2}(?:-\d{2})?\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IsoDates();

    [GeneratedRegex(@"\b(?<from>\d{4})\s*[-–—/]\s*(?<to>\d{4})\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex YearRanges();
}
