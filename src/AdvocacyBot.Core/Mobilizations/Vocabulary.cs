using System.Collections.Frozen;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>The words, of all three languages at once, by which people name one of a few things.</summary>
internal static class Vocabulary
{
    /// <param name="entries">Each meaning with its words, parted by spaces; accents and case do not matter.</param>
    public static FrozenDictionary<string, T> Of<T>(params ReadOnlySpan<(T Meaning, string Words)> entries)
    {
        var words = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, list) in entries)
        {
            foreach (var word in list.Split(' '))
                words[Folding.Fold(word)] = meaning;
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
