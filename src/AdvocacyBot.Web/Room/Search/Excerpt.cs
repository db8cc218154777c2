using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Search;

/// <summary>A part of an excerpt.</summary>
/// <param name="IsHit">Whether it is one of the words that were looked for.</param>
internal sealed record ExcerptPart(string Text, bool IsHit);

/// <summary>Cuts out of a text what stands around the words that were looked for, and marks them. Pure.</summary>
internal static class Excerpt
{
    private const int Before = 40;
    private const int MaxLength = 180;

    /// <param name="text">As people read it.</param>
    /// <param name="words">Folded.</param>
    public static IReadOnlyList<ExcerptPart> Of(string text, IReadOnlyList<string> words)
    {
        var line = text.ReplaceLineEndings(" ");
        var hits = HitsIn(line, words);
        var first = hits.IndexOf(true);
        var start = first <= Before ? 0 : StartOfWord(line, first - Before);
        var end = Math.Min(line.Length, start + MaxLength);
        // Neither end is inside a character.
        while (start > 0 && char.IsLowSurrogate(line[start]))
            start--;
        while (end < line.Length && char.IsLowSurrogate(line[end]))
            end--;

        var parts = new List<ExcerptPart>();
        if (start > 0)
            parts.Add(new ExcerptPart("…", false));
        for (var at = start; at < end;)
        {
            var next = at + 1;
            while (next < end && hits[next] == hits[at])
                next++;
            parts.Add(new ExcerptPart(line[at..next], hits[at]));
            at = next;
        }

        if (end < line.Length)
            parts.Add(new ExcerptPart("…", false));
        return parts;
    }

    /// <summary>For each character of a text, whether it belongs to one of the words. Folding may change the length of a text.</summary>
    private static List<bool> HitsIn(string line, IReadOnlyList<string> words)
    {
        var (folded, origins) = (new StringBuilder(line.Length), new List<int>(line.Length));
        for (var at = 0; at < line.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(line, at);
            var element = Folding.Fold(line.Substring(at, length));
            folded.Append(element);
            origins.AddRange(Enumerable.Repeat(at, element.Length));
            at += length;
        }

        origins.Add(line.Length);
        var (hits, whole) = (Enumerable.Repeat(false, line.Length).ToList(), folded.ToString());
        foreach (var word in words)
        {
            for (var found = whole.IndexOf(word, StringComparison.Ordinal); found >= 0; found = whole.IndexOf(word, found + word.Length, StringComparison.Ordinal))
            {
                // To the end of the last character that the word touches.
                var last = origins[found + word.Length - 1];
                for (var at = origins[found]; at < last + StringInfo.GetNextTextElementLength(line, last); at++)
                    hits[at] = true;
            }
        }

        return hits;
    }

    private static int StartOfWord(string line, int at)
    {
        var space = line.IndexOf(' ', at, Before);
        return space < 0 ? at : space + 1;
    }
}
