using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>How many people a role needs, and in which shift.</summary>
internal sealed record RoleNeed(string Name, int Needed, string? From = null, string? Until = null);

/// <summary>Reads roles as organizers write them: <c>medic:2; marshal:4 14:00-16:00; interpreter (es):1</c>. Pure.</summary>
internal static class RoleNeeds
{
    public const int MaxCount = 20;
    private const int MaxNameLength = 40;

    /// <summary>The roles; null if a part cannot be read.</summary>
    public static IReadOnlyList<RoleNeed>? Read(string text)
    {
        var needs = new List<RoleNeed>();
        foreach (var part in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ReadOne(part) is not { } need)
                return null;
            needs.Add(need);
        }

        var isDistinct = needs.DistinctBy(n => (Folding.Fold(n.Name), n.From, n.Until)).Count() == needs.Count;
        return isDistinct && needs.Count is > 0 and <= MaxCount ? needs : null;
    }

    private static RoleNeed? ReadOne(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            return null;

        var name = SafeText.Shorten(part[..colon].Trim(), MaxNameLength);
        var rest = part[(colon + 1)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (rest.Length == 0 || !int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var needed) || needed is < 1 or > 10_000)
            return null;
        if (rest.Length == 1)
            return new RoleNeed(name, needed);

        return ClockText.ReadRange(rest[1]) is var (from, until) ? new RoleNeed(name, needed, Written(from), Written(until)) : null;
    }

    /// <summary>The form in which clock times are stored.</summary>
    internal static string Written(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
