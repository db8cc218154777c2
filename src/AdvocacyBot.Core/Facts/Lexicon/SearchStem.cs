using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Lexicon;

/// <summary>
/// A stem as the search index contains it: with its language in front, so that English "public" never finds Spanish "publicó".
/// Numbers are the same in all languages. Pure.
/// </summary>
internal static class SearchStem
{
    /// <param name="word">Folded.</param>
    /// <param name="language">Of the text that contains it.</param>
    public static string Of(string word, Language language) =>
        char.IsAsciiDigit(word[0]) ? word : Tag(LightStemmer.Stem(word, language), language);

    /// <summary>A stem that is already one, with its language in front.</summary>
    public static string Tag(string stem, Language language) => $"{language.Code[0]}0{stem}";
}
