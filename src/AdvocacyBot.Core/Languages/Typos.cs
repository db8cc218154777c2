namespace AdvocacyBot.Core.Languages;

/// <summary>How many typing mistakes lie between two words: letters left out, added, changed, or two neighbours swapped.</summary>
public static class Typos
{
    /// <summary>How many mistakes a word of this many letters may hold and still be taken for another: none up to 4, one up to 7, else two.</summary>
    public static int Allowed(int length) => length <= 4 ? 0 : length <= 7 ? 1 : 2;

    /// <summary>The optimal string alignment distance of two folded words; <paramref name="limit"/> + 1 as soon as it is above the limit.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;

        var width = b.Length + 1;
        Span<int> cells = 3 * width <= 384 ? stackalloc int[3 * width] : new int[3 * width];
        var beforeLast = cells[..width];
        var last = cells.Slice(width, width);
        var current = cells[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var best = i;
            for (var j = 1; j < width; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var cell = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cell = Math.Min(cell, beforeLast[j - 2] + 1);
                current[j] = cell;
                best = Math.Min(best, cell);
            }

            if (best > limit)
                return limit + 1;

            var spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }

        return Math.Min(last[b.Length], limit + 1);
    }
}
