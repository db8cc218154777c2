using System.Globalization;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Cuts a question into pieces: the longest time, name, number or small word that begins at each token. Pure.</summary>
/// <param name="names">Of terms.</param>
/// <param name="language">The question's.</param>
/// <param name="isClear">Whether the language is certain; if not, small words of the others are known too.</param>
internal sealed class QuestionTagger(NameDictionary names, Language language, bool isClear)
{
    /// <summary>Functions that a word of another language never has: "media" is an average in Spanish only.</summary>
    private const WordClass Obstacles = WordClass.Negation | WordClass.MoreThan | WordClass.LessThan | WordClass.AtLeast | WordClass.AtMost
        | WordClass.Only | WordClass.Superlative | WordClass.Modal | WordClass.Opinion | WordClass.Aggregate;

    private const WordClass Comparisons = WordClass.MoreThan | WordClass.LessThan | WordClass.AtLeast | WordClass.AtMost;

    private const WordClass NeverCounted = WordClass.Function | WordClass.Preposition | WordClass.Filler | WordClass.And | WordClass.Or | WordClass.Compare;

    private readonly LanguageLexicon lexicon = LanguageLexicon.Of(language);

    public IReadOnlyList<Piece> Tag(QuestionText question, DateOnly today, QuestionTimes times)
    {
        var tokens = question.Tokens;
        var time = new TimeReader(tokens, language, today);
        var pieces = new List<Piece>();
        for (var at = 0; at < tokens.Count;)
        {
            var piece = CountAt(tokens, at, pieces) ?? PieceAt(tokens, at, time, times);
            pieces.Add(piece);
            at += piece.Length;
        }

        return pieces;
    }

    /// <summary>
    /// A number that a comparison makes a count although it could be a year: "more than 2000 deaths", "2000 or more", "did deaths exceed
    /// 2000 in 2018". Null if there is none: "more than 2014" may ask about two years.
    /// </summary>
    private Piece? CountAt(IReadOnlyList<string> tokens, int at, List<Piece> before)
    {
        if (!IsYear(tokens[at]))
            return null;
        var next = at + 1 < tokens.Count ? WordAt(tokens, at + 1).Class : WordClass.Function;
        var isCompared = before.Count > 0 && before[^1] is { Names.Count: 0, IsTime: false } last
            && last.Is(Comparisons) && !last.Is(WordClass.Function | WordClass.Preposition);
        var isCount = (next & (WordClass.AtLeast | WordClass.AtMost)) != WordClass.None
            || (isCompared && (IsCounted(tokens, at + 1, next) || (IsRound(tokens[at]) && HasAnotherYear(tokens, at))));
        return isCount ? new Piece(at, 1, tokens[at]) { Number = decimal.Parse(tokens[at], CultureInfo.InvariantCulture) } : null;
    }

    private Piece PieceAt(IReadOnlyList<string> tokens, int at, TimeReader time, QuestionTimes times)
    {
        var (nameLength, named, isExact) = names.LongestAt(tokens, at);
        var (wordLength, word) = WordAt(tokens, at);
        var isName = nameLength > 0 && (isExact || IsOfThisLanguage(named)) && (nameLength > wordLength || (nameLength == wordLength && isExact && IsOfThisLanguage(named)));

        // A name with a year in it is longer than the year; a month's name is a time before it is anything else.
        if ((!isName || nameLength == 1) && time.Take(at, times) is > 0 and var timeLength)
            return new Piece(at, timeLength, LanguageLexicon.Phrase(tokens, at, timeLength)) { IsTime = true };
        if (isName)
            return new Piece(at, nameLength, LanguageLexicon.Phrase(tokens, at, nameLength)) { Names = named, Class = nameLength == wordLength ? word : WordClass.None };
        if (wordLength > 0)
            return new Piece(at, wordLength, LanguageLexicon.Phrase(tokens, at, wordLength)) { Class = word };
        if (NumberReader.At(tokens, at, language) is { } number)
            return new Piece(at, number.Length, number.Digits) { Number = number.Value };
        return new Piece(at, 1, tokens[at]) { Class = IsLoneLetter(tokens[at]) ? WordClass.Function : WordClass.None };
    }

    /// <summary>
    /// In a clear language, the name of a topic in another one hides no small word (French "venue" is not an English venue) and is
    /// not found by its stem (English "public" is not Spanish "publicó").
    /// </summary>
    private bool IsOfThisLanguage(IReadOnlyList<NamedTerm> named) =>
        !isClear || named.Any(n => n.Language == language || n.Term.Kind is not (TermKind.Topic or TermKind.Unit));

    private (int Length, WordClass Class) WordAt(IReadOnlyList<string> tokens, int at)
    {
        var own = lexicon.LongestAt(tokens, at);
        if (own.Length > 0 || isClear)
            return own;
        foreach (var other in LanguageNames.All)
        {
            if (other != language && LanguageLexicon.Of(other).LongestAt(tokens, at) is { Length: > 0 } found && (found.Class & ~Obstacles) != WordClass.None)
                return (found.Length, found.Class & ~Obstacles);
        }

        return own;
    }

    /// <summary>Whether a word follows that the number could count.</summary>
    private static bool IsCounted(IReadOnlyList<string> tokens, int at, WordClass next) =>
        at < tokens.Count && !char.IsAsciiDigit(tokens[at][0]) && (next & NeverCounted) == WordClass.None;

    private static bool HasAnotherYear(IReadOnlyList<string> tokens, int at) => tokens.Index().Any(t => t.Index != at && IsYear(t.Item));

    private static bool IsYear(string token) => token.Length == 4 && token.All(char.IsAsciiDigit);

    private static bool IsRound(string token) => token.EndsWith("00", StringComparison.Ordinal);

    private static bool IsLoneLetter(string token) => token.Length == 1 && char.IsAsciiLetter(token[0]);
}
