using System.Globalization;
using Humanizer;

namespace AdvocacyBot.Core.Languages;

/// <summary>Joins things as people list them: "a, b and c", "a, b ou c".</summary>
public static class ListText
{
    /// <summary>All of the things.</summary>
    public static string And(IEnumerable<string> items, Language language) => Join(items, language, "and", "et", "y", "e");

    /// <summary>One of the things.</summary>
    public static string Or(IEnumerable<string> items, Language language) => Join(items, language, "or", "ou", "o", "u");

    /// <param name="items">In the order in which they are shown.</param>
    /// <param name="language">Of the words between the last two.</param>
    /// <param name="english">The conjunction.</param>
    /// <param name="french">The conjunction.</param>
    /// <param name="spanish">The conjunction before most words; one that is also the sound at the start of the next word is replaced.</param>
    /// <param name="beforeSameSound">The Spanish replacement: "Perú e Israel", "siete u ocho".</param>
    private static string Join(IEnumerable<string> items, Language language, string english, string french, string spanish, string beforeSameSound)
    {
        var all = items.ToList();
        var conjunction = language switch
        {
            Language.French => french,
            Language.Spanish => all.Count > 1 && StartsWithSound(all[^1], spanish) ? beforeSameSound : spanish,
            _ => english,
        };

        // The invariant formatter puts no comma before the conjunction, as is right in all three languages.
        return Configurator.CollectionFormatters.ResolveForCulture(CultureInfo.InvariantCulture).Humanize(all, conjunction);
    }

    private static bool StartsWithSound(string word, string conjunction)
    {
        var folded = Folding.Fold(word);
        var sound = folded is ['h', .. var rest] ? rest : folded;
        return conjunction == "y"
            ? sound.StartsWith('i') && !sound.StartsWith("ie", StringComparison.Ordinal) && !sound.StartsWith("ia", StringComparison.Ordinal)
            : sound.StartsWith('o');
    }
}
