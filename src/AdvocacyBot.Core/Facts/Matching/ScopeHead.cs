using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>The words at the beginning of a scope, up to the first small word: what a figure counts. Pure.</summary>
internal static class ScopeHead
{
    private const WordClass Ends = WordClass.Function | WordClass.Preposition | WordClass.Or | WordClass.And | WordClass.Light;

    /// <summary>Their stems.</summary>
    public static IEnumerable<string> Of(string scope, Language language)
    {
        var tokens = QuestionTokens.Split(scope);
        var lexicon = LanguageLexicon.Of(language);
        for (var at = 0; at < tokens.Count; at++)
        {
            var (length, word) = lexicon.LongestAt(tokens, at);
            if (length > 0 && (word & Ends) != WordClass.None)
                yield break;
            yield return SearchStem.Of(tokens[at], language);
        }
    }
}
