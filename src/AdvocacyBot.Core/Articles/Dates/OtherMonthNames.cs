using System.Collections.Frozen;
using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Dates;

/// <summary>
/// Months in languages of feeds that the bot does not speak, from the framework's calendars; those that it speaks are in
/// <see cref="CalendarWords"/>.
/// </summary>
internal static class OtherMonthNames
{
    private const int MinCutLength = 3;

    private static readonly string[] Codes =
        ["pt", "de", "it", "nl", "ca", "el", "hu", "pl", "cs", "sk", "ro", "sv", "da", "nb", "fi", "tr", "ru", "uk", "bg", "hr", "id"];

    private static readonly FrozenDictionary<string, int> Names = Gather();

    /// <returns>1 to 12, or 0 if it is not a month.</returns>
    public static int Find(string folded) => Names.TryGetValue(folded, out var month) ? month : CutEnglish(folded);

    /// <summary>An English name that was cut: "Janu", "Octob".</summary>
    private static int CutEnglish(string folded)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        return folded.Length <= MinCutLength
            ? 0
            : Array.FindIndex(names, name => name.Length > 0 && name.StartsWith(folded, StringComparison.OrdinalIgnoreCase)) + 1;
    }

    private static FrozenDictionary<string, int> Gather()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var format in Codes.Select(code => CultureInfo.GetCultureInfo(code).DateTimeFormat))
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
