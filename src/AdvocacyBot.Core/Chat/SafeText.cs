using System.Buffers;
using System.Globalization;
using System.Text;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Makes any text safe to store, to show and to send on: no lone surrogates (U+FFFD instead), no control characters but line
/// feed and tab, no characters that turn the direction of what follows, no towers of accents.
/// </summary>
public static class SafeText
{
    private const int MaxMarks = 4;
    private static readonly SearchValues<char> Harmless = SearchValues.Create("\n\t !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Cleans any text.</summary>
    public static string Clean(string text)
    {
        // Most texts of programs, and many of people, have nothing to clean.
        if (text.AsSpan().IndexOfAnyExcept(Harmless) < 0)
            return text;

        var clean = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks <= MaxMarks && !IsUnsafe(rune, category))
                clean.Append(rune);
        }

        return clean.Replace("\r\n", "\n").Replace('\r', '\n').ToString();
    }

    /// <summary>Shortens to so many UTF-16 units at the most, never inside a grapheme, with an ellipsis where something is left out.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var end = 0;
        foreach (var length in GraphemeLengths(text))
        {
            if (end + length > most - 1)
                break;
            end += length;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    private static IEnumerable<int> GraphemeLengths(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            yield return length;
            at += length;
        }
    }

    private static bool IsUnsafe(Rune rune, UnicodeCategory category) => rune.Value switch
    {
        '\n' or '\r' or '\t' => false,
        // Zero-width joiners hold emoji and several scripts together.
        0x200C or 0x200D => false,
        // Marks of direction that only a single character's neighbours feel.
        0x200E or 0x200F => false,
        0xFEFF or 0x2060 or 0x200B => true,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,
        (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE001F) => true,
        _ => category == UnicodeCategory.Control,
    };
}
