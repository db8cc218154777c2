using System.Globalization;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Collects the stems that a fact can be found by: of its wording in each language, of the labels of whom it is about, its
/// keywords and its number. Quoted phrases rely on the order of the wording. Pure.
/// </summary>
internal static class ClaimSearchText
{
    /// <summary>Changes whenever the stems do; stored claims are then indexed again at the next start.</summary>
    public const string Version = "3";

    /// <summary>The word that every claim of a community has in the index, so that a search reads no other community's entries.</summary>
    public static IReadOnlyList<string> WordOf(long community) => [string.Create(CultureInfo.InvariantCulture, $"ofcommunity{community}")];

    /// <param name="fact">What it says.</param>
    /// <param name="names">Of those whom it is about.</param>
    public static string Of(FactEntry fact, NameDictionary names)
    {
        var about = fact.Subjects.Concat(fact.Actors).Concat(fact.Recipients).Concat(fact.Targets).Concat(fact.Participants).Concat(fact.Places)
            .Append(fact.Event).OfType<string>().Select(names.BySlug).OfType<KnownTerm>().Distinct().ToList();
        var stems = new List<string>();
        var extra = new List<string>();
        foreach (var language in LanguageNames.All)
        {
            Add(fact.Record[$"text.{language.Code}"], language);
            Add(fact.Record[$"scope.{language.Code}"], language);
        }

        foreach (var language in LanguageNames.All)
        {
            extra.AddRange(about.SelectMany(term => StemsOf(term.Label(language), language)));
            if (language == Language.French)
                extra.AddRange(new[] { fact.Record["text.fr"], fact.Record["scope.fr"] }.OfType<string>().SelectMany(Feminine));
            extra.AddRange(fact.Record.List("keywords").SelectMany(keyword => StemsOf(keyword, language)));
        }

        if (fact.Value is { } value)
            extra.Add(value.Number.ToString("0.######", CultureInfo.InvariantCulture));
        return string.Join(' ', stems.Concat(extra));

        void Add(string? text, Language language)
        {
            if (text is null)
                return;
            stems.AddRange(StemsOf(text, language));
            extra.AddRange(NumbersOf(QuestionTokens.Split(text), language));
        }
    }

    /// <summary>Numbers in words, as digits: "fifteen" is found by 15.</summary>
    private static IEnumerable<string> NumbersOf(List<string> tokens, Language language)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!char.IsAsciiDigit(tokens[at][0]) && NumberReader.At(tokens, at, language) is { } number)
                yield return number.Value.ToString("0", CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<string> StemsOf(string text, Language language) =>
        QuestionTokens.Split(text).Select(token => SearchStem.Of(token, language));

    /// <summary>French participles in the feminine too: "mené" is found by "menée".</summary>
    private static IEnumerable<string> Feminine(string text) =>
        QuestionTokens.SplitAccented(text)
            .Where(word => word.EndsWith('é') || word.EndsWith("és", StringComparison.Ordinal))
            .Select(word => SearchStem.Of(Folding.Fold(word.TrimEnd('s')) + "e", Language.French));
}
