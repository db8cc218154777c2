using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Judges whether a text announces or reports an action. Everyday words, a shared place or a shared month are not enough: the text
/// has the action's title as a phrase within one clause, or its date together with its place or with most of its title. A text about another year
/// means another action. Pure.
/// </summary>
internal static class ActionMention
{
    private const int MinWordLength = 2;
    private const int MinStemLength = 4;
    private const double MinTitleShare = 0.5;
    private const string ClauseEnds = ",;:.!?…–|";

    /// <summary>Words that carry no meaning of their own, and places' words that many places share.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "at", "in", "on", "of", "to", "an", "by", "is", "it", "we", "us", "de", "la", "le", "du", "au", "en", "et", "un", "el", "al", "lo", "su", "se", "ce",
        "the", "and", "for", "from", "with", "into", "our", "your", "les", "des", "pour", "dans", "avec", "sur", "une", "aux", "nos", "los", "las", "para",
        "con", "por", "una", "del", "nuestros", "street", "avenue", "road", "square", "park", "plaza", "centre", "center", "centro", "place", "rue", "calle",
        "parque", "hall", "city", "ville", "ciudad", "room", "salle", "sala", "front", "near",
    };

    /// <param name="title">The action's title.</param>
    /// <param name="place">Its public place.</param>
    /// <param name="day">The day on which it starts, at its place.</param>
    /// <param name="text">Such as an article's title and summary, in any language.</param>
    /// <param name="dates">The days that the text names.</param>
    /// <returns>How certain it is; 0 if the text is about something else.</returns>
    public static double Score(string title, string place, DateOnly day, string text, IReadOnlyCollection<DateOnly> dates)
    {
        var (tokens, phrase) = (Tokens(text), Tokens(title));
        var words = WordsOf(tokens);
        if (IsAnotherYear(day, words, dates))
            return 0;

        var wanted = WordsOf(phrase).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return 0;
        var share = wanted.Count(word => words.Exists(other => AreAlike(word, other))) / (double)wanted.Count;
        var hasDate = dates.Contains(day);
        var hasPlace = WordsOf(Tokens(place)).Exists(words.Contains);
        if (HasPhrase(tokens, phrase) && (wanted.Count > 1 || hasDate || hasPlace) && (dates.Count == 0 || hasDate || hasPlace))
            return 2 + share;
        // Half of a title is enough only with its first word, which says what kind of action it is.
        var isMostly = share > MinTitleShare || (share == MinTitleShare && words.Exists(other => AreAlike(wanted[0], other)));
        return hasDate && (hasPlace ? share > 0 : isMostly) ? 1 + share : 0;
    }

    /// <summary>Whether the text names years, but not the action's.</summary>
    private static bool IsAnotherYear(DateOnly day, List<string> words, IReadOnlyCollection<DateOnly> dates)
    {
        var years = words.Where(word => word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200).ToHashSet(StringComparer.Ordinal);
        return years.Count > 0 && !years.Contains(day.Year.ToString(CultureInfo.InvariantCulture)) && !dates.Contains(day);
    }

    /// <summary>Whether the words follow one another, in one clause unless the phrase itself has several.</summary>
    private static bool HasPhrase(List<Token> text, List<Token> phrase)
    {
        for (var at = 0; at + phrase.Count <= text.Count; at++)
        {
            if (phrase.Count > 0 && phrase.Index().All(p => p.Item.Word == text[at + p.Index].Word && (p.Index == 0 || p.Item.BeginsClause || !text[at + p.Index].BeginsClause)))
                return true;
        }

        return false;
    }

    /// <summary>The same word, also in a related language: "march" and "marche", "protest" and "protesta".</summary>
    private static bool AreAlike(string word, string other)
    {
        if (word == other)
            return true;
        var stem = Math.Min(word.Length, other.Length);
        return stem >= MinStemLength && Math.Abs(word.Length - other.Length) <= 2 && word.AsSpan(0, stem).SequenceEqual(other.AsSpan(0, stem));
    }

    private static List<string> WordsOf(List<Token> tokens) => tokens.ConvertAll(token => token.Word);

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        var folded = Folding.Fold(text);
        var beginsClause = true;
        for (var at = 0; at < folded.Length;)
        {
            var end = at;
            while (end < folded.Length && char.IsLetterOrDigit(folded[end]))
                end++;
            if (end == at)
            {
                beginsClause |= EndsClause(folded, at++);
                continue;
            }

            var word = folded[at..end];
            at = end;
            if (word.Length < MinWordLength || Ignored.Contains(word))
                continue;
            tokens.Add(new Token(word, beginsClause));
            beginsClause = false;
        }

        return tokens;
    }

    /// <summary>Whether a character ends a clause. Commas and periods inside numbers or addresses do not, and hyphens do not.</summary>
    private static bool EndsClause(string text, int at) =>
        text[at] is '—' or '\n' || (ClauseEnds.Contains(text[at], StringComparison.Ordinal) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])));

    /// <param name="BeginsClause">Whether punctuation separates it from the previous word.</param>
    private readonly record struct Token(string Word, bool BeginsClause);
}
