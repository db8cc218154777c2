using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Related;

/// <summary>Finds the days that running text names, such as "May 31", "31 mai 2027", "31 de mayo". Pure.</summary>
internal static class DatesInText
{
    private const int MaxCount = 10;

    /// <param name="text">Any.</param>
    /// <param name="today">A day without a year is the next one from here.</param>
    public static IReadOnlyCollection<DateOnly> Find(string text, DateOnly today)
    {
        var words = Folding.Fold(text)
            .Split([' ', '\n', '\t', ',', '.', ';', ':', '(', ')', '!', '?', '"', '«', '»', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("de" or "del" or "of" or "le" or "el" or "the"))
            .ToList();
        var days = new HashSet<DateOnly>();
        for (var at = 0; at < words.Count && days.Count < MaxCount; at++)
        {
            if (CalendarWords.Months.Find(words[at]) is not { } month)
                continue;
            // "31 May 2027", else "May 31 2027".
            var (day, year) = DayAt(words, at - 1) is { } before ? (before, YearAt(words, at + 1)) : (DayAt(words, at + 1), YearAt(words, at + 2));
            if (day is { } number && DateOf(number, month, year, today) is { } date)
                days.Add(date);
        }

        return days;
    }

    private static int? DayAt(List<string> words, int at)
    {
        if (at < 0 || at >= words.Count)
            return null;
        var digits = words[at].TrimEnd('a', 'e', 'h', 'n', 'd', 'r', 's', 't', 'o');
        return digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : null;
    }

    private static int? YearAt(List<string> words, int at) =>
        at < words.Count && words[at].Length == 4 && int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private static DateOnly? DateOf(int day, int month, int? year, DateOnly today)
    {
        if (year is { } known)
            return known > 0 && day >= 1 && day <= DateTime.DaysInMonth(known, month) ? new DateOnly(known, month, day) : null;

        for (var next = today.Year; next <= today.Year + 4; next++)
        {
            if (day >= 1 && day <= DateTime.DaysInMonth(next, month) && new DateOnly(next, month, day) is var date && date >= today)
                return date;
        }

        return null;
    }
}
