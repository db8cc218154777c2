using System.Text.Json;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>What an announcement says in a further language. A part that is null is shown as its organizer wrote it first.</summary>
internal sealed record TranslatedText(string? Title = null, string? Details = null, string? Access = null)
{
    public bool IsEmpty => this is { Title: null, Details: null, Access: null };
}

/// <summary>The texts of a mobilization in each language; one action, whichever language people answer in. Pure.</summary>
internal static class TranslatedTexts
{
    private static readonly IReadOnlyDictionary<string, Language> Words = Vocabulary.Of(
        (Language.English, "en english anglais inglés"),
        (Language.French, "fr french français francés"),
        (Language.Spanish, "es spanish espagnol español"));

    extension(Mobilization mobilization)
    {
        public string TitleIn(Language language) => mobilization.TextsIn(language)?.Title ?? mobilization.Title;

        public string? DetailsIn(Language language) => mobilization.TextsIn(language)?.Details ?? mobilization.Details;

        public string? AccessIn(Language language) => mobilization.TextsIn(language)?.Access ?? mobilization.Access;

        /// <summary>Its title in each language, the one that its organizer wrote first before the others.</summary>
        public IEnumerable<string> Titles => Read(mobilization.Translations).Values.Select(texts => texts.Title).OfType<string>().Prepend(mobilization.Title);

        /// <summary>The languages in which it has texts of their own.</summary>
        public IEnumerable<Language> Translated => Read(mobilization.Translations).Keys;

        /// <summary>Null if there are none in that language.</summary>
        public TranslatedText? TextsIn(Language language) =>
            mobilization.Translations is null ? null : Read(mobilization.Translations).GetValueOrDefault(language);

        /// <summary>Sets the texts in a language; empty ones are removed.</summary>
        public void Translate(Language language, TranslatedText texts)
        {
            var all = Read(mobilization.Translations);
            all.Remove(language);
            if (!texts.IsEmpty)
                all.Add(language, texts);
            mobilization.Translations = Write(all);
        }
    }

    /// <summary>The language that a word names, by its code or by its name in any of the three languages.</summary>
    public static Language? Find(string word) => Words.TryGetValue(Folding.Fold(word), out var language) ? language : null;

    /// <summary>The stored form; null for none.</summary>
    public static string? Write(IReadOnlyDictionary<Language, TranslatedText> texts) => texts.Count == 0
        ? null
        : JsonSerializer.Serialize(texts.OrderBy(text => text.Key.Code, StringComparer.Ordinal).ToDictionary(text => text.Key.Code, text => text.Value));

    private static Dictionary<Language, TranslatedText> Read(string? stored) => stored is null
        ? []
        : JsonSerializer.Deserialize<Dictionary<string, TranslatedText>>(stored)!.ToDictionary(text => LanguageNames.FromLocale(text.Key)!.Value, text => text.Value);
}
