using System.Collections.Frozen;
using System.Globalization;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Dates;

/// <summary>Time zones as feeds write them: offsets, the names of RFC 822, other common names, IANA names. Pure.</summary>
internal static class ZoneNames
{
    /// <summary>Names of a fixed offset, in hours. The names with H are the French ones of the Canadian zones.</summary>
    private static readonly FrozenDictionary<string, double> Hours = Table(
        (0, "UT GMT UTC Z WET TU UCT"), (-2.5, "NDT HAT"), (-3, "ADT HAA BRT ART UYT CLST PYT"), (-3.5, "NST HNT"), (-4, "EDT HAE AST HNA CLT BOT VET"),
        (-5, "EST HNE CDT HAC PET COT ECT"), (-6, "CST HNC MDT HAR"), (-7, "MST HNR PDT HAP"), (-8, "PST HNP AKDT"), (-9, "AKST"), (-10, "HST"),
        (1, "BST CET MET MEZ WEST WAT"), (2, "CEST MESZ EET SAST CAT"), (3, "EEST MSK EAT TRT"), (5, "PKT"), (5.5, "IST"), (5.75, "NPT"), (7, "ICT WIB"),
        (8, "HKT SGT PHT AWST"), (9, "JST KST"), (9.5, "ACST"), (10, "AEST"), (11, "AEDT"), (12, "NZST"), (13, "NZDT"));

    /// <summary>Names that mean summer time in summer.</summary>
    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ET"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fixed offset of a name, or null.</summary>
    public static TimeSpan? Named(string name) => Hours.TryGetValue(name, out var hours) ? TimeSpan.FromHours(hours) : null;

    /// <summary>The zone of a name that has rules, such as "ET" or "America/Lima", or null.</summary>
    public static DateTimeZone? Place(string name) =>
        Places.TryGetValue(name, out var id) || name.Contains('/', StringComparison.Ordinal) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id ?? name) : null;

    /// <summary>An offset as "+02:00", "-0500", "+7"; null if it is not one. East of Greenwich is positive.</summary>
    public static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 6 || text[0] is not ('+' or '-' or '−'))
            return null;

        Span<char> digits = stackalloc char[5];
        var count = 0;
        foreach (var c in text[1..])
        {
            if (char.IsAsciiDigit(c))
                digits[count++] = c;
            else if (c != ':')
                return null;
        }

        if (count is 0 or > 4 || !int.TryParse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var minutes = count <= 2 ? number * 60 : (number / 100 * 60) + (number % 100);
        return minutes <= 14 * 60 ? TimeSpan.FromMinutes(text[0] == '+' ? minutes : -minutes) : null;
    }

    private static FrozenDictionary<string, double> Table(params ReadOnlySpan<(double Hours, string Names)> rows)
    {
        var hours = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var (offset, names) in rows)
        {
            foreach (var name in names.Split(' '))
                hours.Add(name, offset);
        }

        return hours.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
