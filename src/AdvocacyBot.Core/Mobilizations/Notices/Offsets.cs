using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>How long before the start, as organizers write it: <c>2d 24h 90m</c>. Stored as minutes parted by commas. Pure.</summary>
internal static class Offsets
{
    public const int Most = 8;
    private const int Longest = 60 * 24 * 60;

    /// <summary>From the stored form.</summary>
    public static IEnumerable<int> Read(string stored) =>
        stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(m => int.Parse(m, CultureInfo.InvariantCulture));

    /// <summary>What an organizer wrote, in the stored form; null where it cannot be read. A word for none gives none.</summary>
    public static string? Parse(string text)
    {
        if (Folding.Fold(text.Trim()) is "off" or "none" or "non" or "aucun" or "no" or "ninguno")
            return "";

        var minutes = new SortedSet<int>();
        foreach (var part in text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Minutes(part) is not { } one)
                return null;
            minutes.Add(one);
        }

        return minutes.Count is > 0 and <= Most ? string.Join(',', minutes.Reverse().Select(m => m.ToString(CultureInfo.InvariantCulture))) : null;
    }

    /// <summary>One span: a number with d or j, h, m or min.</summary>
    public static int? Minutes(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 5 || !int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;

        var minutes = Folding.Fold(text[digits..].Trim()) switch
        {
            "d" or "j" => number * 24 * 60,
            "h" => number * 60,
            "m" or "min" => number,
            _ => 0,
        };
        return minutes is > 0 and <= Longest ? minutes : null;
    }
}
