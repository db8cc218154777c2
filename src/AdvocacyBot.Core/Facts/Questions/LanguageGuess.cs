using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Tells in which language a question is, from its small words, its names and its accents.</summary>
internal static class LanguageGuess
{
    private const int AccentWeight = 2;
    private const string FrenchLetters = "àâçèêëîïôœùû";
    private const string SpanishLetters = "ñ¿¡áíóú";

    /// <param name="question">Any text.</param>
    /// <param name="names">Of terms.</param>
    /// <param name="otherwise">If the words leave it open.</param>
    /// <returns>The language, and whether the words leave no doubt.</returns>
    public static (Language Language, bool IsClear) Of(QuestionText question, NameDictionary names, Language otherwise)
    {
        Span<int> scores = stackalloc int[LanguageNames.All.Count];
        foreach (var language in LanguageNames.All)
            scores[(int)language] = Score(question.Tokens, LanguageLexicon.Of(language), names);
        scores[(int)Language.French] += AccentWeight * Count(question.Text, FrenchLetters);
        scores[(int)Language.Spanish] += AccentWeight * Count(question.Text, SpanishLetters);

        var best = otherwise;
        foreach (var language in LanguageNames.All)
        {
            if (scores[(int)language] > scores[(int)best])
                best = language;
        }

        var second = 0;
        foreach (var language in LanguageNames.All)
        {
            if (language != best)
                second = Math.Max(second, scores[(int)language]);
        }

        return (best, scores[(int)best] > second && (second == 0 || scores[(int)best] - second > 1));
    }

    private static int Score(IReadOnlyList<string> tokens, LanguageLexicon lexicon, NameDictionary names)
    {
        var score = 0;
        for (var at = 0; at < tokens.Count;)
        {
            var phrase = Math.Max(lexicon.LongestAt(tokens, at).Length, lexicon.LongestTimeAt(tokens, at).Length);
            var (name, terms, _) = names.LongestAt(tokens, at);
            if (name >= phrase && name > 0 && terms.Any(n => n.Language == lexicon.Language && n.IsTranslated))
                score += name;
            else
                score += phrase;
            at += Math.Max(1, Math.Max(name, phrase));
        }

        return score;
    }

    private static int Count(string text, string letters)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (letters.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal))
                count++;
        }

        return count;
    }
}
