using System.Collections.Frozen;
using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>Months by their names in the languages of feeds, taken from the framework's own calendars.</summary>
internal static class MonthNames
{
    private static readonly string[] Codes =
    [
        "en", "fr", "es", "pt", "de", "it", "nl", "ca", "el", "hu", "pl", "cs", "sk", "ro", "sv", "da", "nb", "fi", "tr", "ru", "uk", "bg", "hr", "id",
    ];

    private static readonly FrozenDictionary<string, int> Names = Gather();

    /// <returns>1 to 12; 0 for what is no month.</returns>
    public static int Find(string folded) =>
        Names.TryGetValue(folded, out var month) || (folded.Length > 3 && Names.TryGetValue(folded[..3], out month) && char.IsAsciiLetter(folded[0]) && IsEnglish(folded))
            ? month
            : 0;

    /// <summary>"Sept", "Janu": an English name that was cut anywhere.</summary>
    private static bool IsEnglish(string folded) =>
        CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Any(name => name.Length > 0 && name.StartsWith(folded, StringComparison.OrdinalIgnoreCase));

    private static FrozenDictionary<string, int> Gather()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var format in Codes.Select(code => CultureInfo.GetCultureInfo(code).DateTimeFormat).Prepend(CultureInfo.InvariantCulture.DateTimeFormat))
        {
            foreach (var list in new[] { format.AbbreviatedMonthNames, format.MonthNames, format.MonthGenitiveNames, format.AbbreviatedMonthGenitiveNames })
            {
                for (var month = 0; month < 12; month++)
                {
                    var name = Folding.Fold(list[month]).TrimEnd('.');
                    if (name.Length > 1 && !name.Any(char.IsDigit))
                        names.TryAdd(name, month + 1);
                }
            }
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
