using System.Buffers;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Columns with values, as people write them in a message: <c>when: 2015; value: 12</c>. Pure.</summary>
internal static class ChatColumns
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(":=");

    /// <summary>
    /// Splits at line feeds, and at semicolons that a column's name follows; any other semicolon, as in a sentence or an address,
    /// belongs to the value. A name with a colon that is not a column stays a part of its own, so that a mistyped one is reported.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="isColumn">Whether a lower-case name is one of a column.</param>
    public static IEnumerable<string> Split(string text, Predicate<string> isColumn)
    {
        var parts = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var start = parts.Count;
            foreach (var piece in line.Split(';'))
            {
                if (parts.Count > start && !StartsColumn(piece, isColumn))
                    parts[^1] += ";" + piece;
                else if (!string.IsNullOrWhiteSpace(piece))
                    parts.Add(piece);
            }
        }

        return parts.Select(part => part.Trim(' ', ';', '\r'));
    }

    /// <summary>Cuts a part into a lower-case name and a value; the name is null if there is no separator.</summary>
    public static (string? Name, string Value) Cut(string part)
    {
        var end = part.AsSpan().IndexOfAny(Separators);
        return end < 0 ? (null, part) : (part[..end].Trim().ToLowerInvariant(), part[(end + 1)..].Trim());
    }

    private static bool StartsColumn(string piece, Predicate<string> isColumn)
    {
        var end = piece.AsSpan().IndexOfAny(Separators);
        return end > 0 && Cut(piece).Name is { } name && (isColumn(name)
            || (piece[end] == ':' && piece.Length > end + 1 && piece[end + 1] == ' ' && name.All(c => char.IsAsciiLetter(c) || c is '_' or '.')));
    }
}
