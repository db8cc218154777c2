using System.Globalization;
using System.Resources;

namespace AdvocacyBot.Core.Languages;

/// <summary>
/// The texts of one feature in three languages: <c>NAME.resx</c> (English), <c>NAME.fr.resx</c> and <c>NAME.es.resx</c>
/// beside a class of the same name. The language is an argument, never the thread's culture, so that whatever uses
/// texts stays a pure function.
/// </summary>
/// <param name="owner">The class with the same name and namespace as the resource files.</param>
public sealed class Texts(Type owner)
{
    private readonly ResourceManager resources = new(owner);

    /// <summary>The text of a key.</summary>
    /// <exception cref="KeyNotFoundException">The key stands in no resource file.</exception>
    public string this[Language language, string key] =>
        Find(language, key) ?? throw new KeyNotFoundException($"{owner.Name} has no text '{key}'.");

    /// <summary>The text of a key with its placeholders filled in, numbers and dates in the language's culture.</summary>
    public string Format(Language language, string key, params ReadOnlySpan<object?> values) =>
        string.Format(language.Culture, this[language, key], values);

    /// <summary>The text of a key, or null if there is none.</summary>
    public string? Find(Language language, string key) =>
        resources.GetString(key, language == Language.English ? CultureInfo.InvariantCulture : language.Culture);

    /// <summary>The keys that one language's own file holds, without what it would borrow from English.</summary>
    public IReadOnlyDictionary<string, string> Own(Language language)
    {
        var culture = language == Language.English ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language.Code);
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        return set is null
            ? new Dictionary<string, string>()
            : set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }
}
