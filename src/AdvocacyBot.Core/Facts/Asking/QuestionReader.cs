using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;

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
        rest = TakePhrases(rest, reading);
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

    private string TakePhrases(string text, QuestionDraft reading)
    {
        foreach (var word in Words.Split(text).Where(w => w.Quoted).Reverse())
        {
            var phrase = QuestionTokens.Join(word.Value);
            if (phrase.Length == 0 || names.LongestAt(phrase.Split(' '), 0).Length == phrase.Count(c => c == ' ') + 1)
                continue;
            reading.Phrases.Add(Stems.Search([phrase]));
            reading.Typed.AddRange(phrase.Split(' '));
            text = string.Concat(text.AsSpan(0, word.Start), " ", text.AsSpan(word.End));
        }

        return text;
    }

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

/// <summary>Collects what <see cref="QuestionReader"/> finds.</summary>
internal sealed class QuestionDraft
{
    private readonly List<NameSlot> slots = [];

    public List<Period> Times { get; } = [];

    public List<Period> Ranges { get; } = [];

    public (int Month, int? Day)? Season { get; set; }

    public List<string> Phrases { get; } = [];

    public List<string> Typed { get; } = [];

    public HashSet<Verb> Verbs { get; } = [];

    public bool WantsArithmetic { get; set; }

    private List<string> Stemmed { get; } = [];

    private List<string> Ids { get; } = [];

    public string TakeId(Match match)
    {
        Ids.Add("F-" + match.Groups["number"].Value.PadLeft(4, '0'));
        return " ";
    }

    public string TakeDate(Match match)
    {
        if (Period.Parse(match.Value) is not { } period)
            return match.Value;
        Times.Add(period);
        return " ";
    }

    public void TakeName(string text, IReadOnlyList<KnownTerm> terms)
    {
        var slot = new NameSlot(text, terms);
        if (!slots.Contains(slot))
            slots.Add(slot);
    }

    public void TakeWord(string token)
    {
        Typed.Add(token);
        Stemmed.Add(Stems.Of(token));
    }

    public Question Finish(NameDictionary names)
    {
        // "Compare 2014 to 2023" asks for two years and not for those between.
        if (!Verbs.Contains(Verb.Compare))
            Times.AddRange(Ranges);
        else
            Times.AddRange(Ranges.SelectMany(r => new[] { Period.Year(r.From.Year), Period.Year(r.To.Year) }));

        var topics = slots.Where(s => s.Terms.All(t => t.Kind == TermKind.Topic)).ToList();
        // "Countries on the list" are names; "how many countries" are a number.
        if (topics.Count > 1 || !Verbs.Contains(Verb.HowMany))
            topics.RemoveAll(s => TakesAsNames(s, names));

        return new Question
        {
            Topics = topics,
            Names = [.. slots.Where(s => s.Terms.Any(t => t.Kind != TermKind.Topic))],
            Times = [.. Times.Distinct()],
            Season = Season,
            Words = [.. Stemmed.Distinct(StringComparer.Ordinal)],
            Typed = Typed,
            Phrases = Phrases,
            Verbs = Verbs,
            Ids = Ids,
            WantsArithmetic = WantsArithmetic && (Times.Count != 1 || Ranges.Count > 0),
        };
    }

    private bool TakesAsNames(NameSlot slot, NameDictionary names)
    {
        if (!names.Hinted("names").Any(t => slot.Terms.Contains(t)) || slot.Text.Contains("nation", StringComparison.Ordinal)
            || slot.Text.Contains("nacion", StringComparison.Ordinal))
            return false;
        Verbs.Add(Verb.Names);
        return true;
    }
}
