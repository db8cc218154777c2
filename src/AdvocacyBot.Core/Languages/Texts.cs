using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, string> french = new(StringComparer.Ordinal);

    /// <summary>The text of a key.</summary>
    /// <exception cref="KeyNotFoundException">The key stands in no resource file.</exception>
    public string this[Language language, [TextKey] string key] =>
        Find(language, key) ?? throw new KeyNotFoundException($"{owner.Name} has no text '{key}'.");

    /// <summary>The text of a key with its placeholders filled in, numbers and dates in the language's culture.</summary>
    public string Format(Language language, [TextKey] string key, params ReadOnlySpan<object?> values) =>
        string.Format(language.Culture, this[language, key], values);

    /// <summary>
    /// The text for a number of things with its placeholders filled in: that of KEY.one for a single thing (in French also for none),
    /// that of the key itself for others.
    /// </summary>
    public string FormatCount(Language language, [TextKey] string key, long count, params ReadOnlySpan<object?> values) =>
        Format(language, count == 1 || (count == 0 && language == Language.French) ? key + ".one" : key, values);

    /// <summary>The text of a key, in French with its no-break spaces; null if there is none.</summary>
    public string? Find(Language language, [TextKey] string key)
    {
        if (language != Language.French)
            return resources.GetString(key, language == Language.English ? CultureInfo.InvariantCulture : language.Culture);
        if (french.TryGetValue(key, out var known))
            return known;
        return resources.GetString(key, language.Culture) is { } text ? french.GetOrAdd(key, FrenchSpacing.Apply(text)) : null;
    }

    /// <summary>The texts in one language's own file, as they stand there and without those that it would borrow from English.</summary>
    public IReadOnlyDictionary<string, string> Own(Language language)
    {
        var culture = language == Language.English ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language.Code);
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        return set is null
            ? new Dictionary<string, string>()
            : set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }
}
