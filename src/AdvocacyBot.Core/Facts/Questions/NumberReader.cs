using System.Collections.Frozen;
using System.Globalization;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Reads numbers in digits and words, multiplied by a following "thousand", "million" or "billion". Pure.</summary>
internal static class NumberReader
{
    /// <summary>"One" is an article or a pronoun more often than a number.</summary>
    private const int MinInWords = 2;

    private static readonly FrozenDictionary<(Language Language, string Phrase), int> Words = NumberWords.Cardinals.Entries
        .Where(entry => entry.Meaning >= MinInWords)
        .DistinctBy(entry => (entry.Language, QuestionTokens.Join(entry.Phrase)))
        .ToFrozenDictionary(entry => (entry.Language, QuestionTokens.Join(entry.Phrase)), entry => entry.Meaning);

    private static readonly int MaxPhraseLength = Words.Keys.Max(key => key.Phrase.Count(c => c == ' ') + 1);

    /// <summary>The number that begins at a token; null if there is none.</summary>
    /// <returns>Its value, how many tokens it takes, and the digits as claims contain them.</returns>
    public static (decimal Value, int Length, string Digits)? At(IReadOnlyList<string> tokens, int at, Language language)
    {
        if (at >= tokens.Count)
            return null;
        if (DigitsAt(tokens[at]) is { } digits)
            return Scaled(digits, 1, tokens[at], tokens, at, language);
        for (var length = Math.Min(MaxPhraseLength, tokens.Count - at); length > 0; length--)
        {
            if (Words.TryGetValue((language, LanguageLexicon.Phrase(tokens, at, length)), out var value))
                return Scaled(value, length, value.ToString(CultureInfo.InvariantCulture), tokens, at, language);
        }

        return null;
    }

    private static (decimal Value, int Length, string Digits) Scaled(
        decimal value, int length, string digits, IReadOnlyList<string> tokens, int at, Language language)
    {
        var (scaleLength, scaleClass) = LanguageLexicon.Of(language).LongestAt(tokens, at + length);
        var scale = scaleClass switch
        {
            _ when scaleLength == 0 => 1m,
            var words when words.HasFlag(WordClass.Thousand) => 1_000m,
            var words when words.HasFlag(WordClass.Million) => 1_000_000m,
            var words when words.HasFlag(WordClass.Billion) => 1_000_000_000m,
            _ => 1m,
        };
        return scale == 1m || value >= decimal.MaxValue / scale ? (value, length, digits) : (value * scale, length + scaleLength, digits);
    }

    /// <summary>"3d7" is 3.7, as <see cref="QuestionTokens"/> writes it.</summary>
    private static decimal? DigitsAt(string token) =>
        char.IsAsciiDigit(token[0])
        && decimal.TryParse(token.Replace('d', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
