using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Times before the start, as organizers write them: <c>2d 24h 90m</c>. Stored as minutes separated by commas. Pure.</summary>
internal static class Offsets
{
    public const int MaxCount = 8;
    private const int MaxMinutes = 60 * 24 * 60;

    /// <summary>From the stored form.</summary>
    public static IEnumerable<int> Read(string stored) =>
        stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(m => int.Parse(m, CultureInfo.InvariantCulture));

    /// <summary>The stored form of an organizer's text: empty for a word that means none, null if it cannot be read.</summary>
    public static string? Parse(string text)
    {
        if (SettingWords.IsOff(text))
            return "";

        return SpanText.List(text)?.Distinct().OrderDescending().ToList() is { Count: > 0 and <= MaxCount } minutes
            && minutes.TrueForAll(m => m is > 0 and <= MaxMinutes)
                ? string.Join(',', minutes.Select(m => m.ToString(CultureInfo.InvariantCulture)))
                : null;
    }

    /// <summary>One span of at most 60 days, as <see cref="SpanText"/> reads it.</summary>
    public static int? Minutes(string text) => SpanText.Minutes(text) is { } minutes and <= MaxMinutes ? minutes : null;
}
