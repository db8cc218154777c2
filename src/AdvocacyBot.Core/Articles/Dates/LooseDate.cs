using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Dates;

/// <summary>
/// Finds the parts of a date in any order: first the time of day, then the zone, then day, month and year in what remains. The
/// text is short (<see cref="FeedDates"/> limits it), so the patterns need no time limit. Pure.
/// </summary>
internal static partial class LooseDate
{
    public static DateTime? Read(string text, DateReading reading)
    {
        var (time, rest) = TimeOf(text);
        var (offset, place, withoutZone) = ZoneOf(rest, time.After);
        return (Worded(withoutZone) ?? Numbered(withoutZone, reading.DayFirst)) is var (year, month, day)
            ? FeedDates.Make(year, month, day, time.Hour, time.Minute, time.Second, offset, place ?? reading.Zone)
            : null;
    }

    /// <summary>The groups of digits of a date.</summary>
    public static List<string> Numbers(string text) => NumberForm().Matches(text).Select(match => match.Value).ToList();

    private static ((int Hour, int Minute, int Second, int After) Time, string Remaining) TimeOf(string text)
    {
        var clock = ClockForm().Match(text) is { Success: true } full ? full : HourForm().Match(text) is { Success: true } hour ? hour : IsoClockForm().Match(text);
        if (!clock.Success)
            return ((0, 0, 0, text.Length), text);

        var (hours, half) = (Number(clock.Groups["h"]), HalfForm().Match(text));
        // Without a word for the half of the day, Korean feeds write it in front.
        var isAfternoon = half.Success ? half.Groups["pm"].Success : text.Contains("오후", StringComparison.Ordinal);
        if (isAfternoon && hours < 12)
            hours += 12;
        else if (half.Success && !isAfternoon && hours == 12)
            hours = 0;
        var rest = text.Remove(clock.Index, clock.Length).Insert(clock.Index, " ");
        rest = HalfForm().Replace(rest, " ");
        return ((hours, Number(clock.Groups["min"]), Number(clock.Groups["s"]), clock.Index), rest);
    }

    /// <param name="text">Without the time of day.</param>
    /// <param name="after">Where the time of day was: bare offsets before it are part of the date.</param>
    private static (TimeSpan? Offset, DateTimeZone? Place, string Remaining) ZoneOf(string text, int after)
    {
        foreach (Match match in OffsetForm().Matches(text))
        {
            var isNamed = match.Groups["name"].Success;
            if ((isNamed || match.Index >= after) && ZoneNames.Offset(match.Groups["offset"].Value.Replace(" ", "", StringComparison.Ordinal)) is { } offset)
                return (offset, null, text.Remove(match.Index, match.Length));
        }

        foreach (Match word in ZoneForm().Matches(text))
        {
            if (ZoneNames.Named(word.Value) is { } named)
                return (named, null, text.Remove(word.Index, word.Length));
            if (ZoneNames.Place(word.Value) is { } place)
                return (null, place, text.Remove(word.Index, word.Length));
        }

        return (null, null, text);
    }

    /// <summary>A month by its name, in any order with day and year. Of several names the last is the month: "mar. 5 nov.".</summary>
    private static (int Year, int Month, int Day)? Worded(string text)
    {
        var month = 0;
        foreach (Match word in WordForm().Matches(text))
            month = MonthOf(word.Value) is var found and > 0 ? found : month;
        var numbers = Numbers(text);
        if (month == 0 || numbers.Count < 2)
            return null;

        // The year is the number that cannot be a day; a two-digit year comes last.
        var yearAt = numbers.FindIndex(number => number.Length == 4);
        yearAt = yearAt >= 0 ? yearAt : numbers.FindIndex(number => Value(number) > 31);
        yearAt = yearAt >= 0 ? yearAt : 1;
        return (FeedDates.FullYear(Value(numbers[yearAt]), numbers[yearAt].Length), month, Value(numbers[yearAt == 0 ? 1 : 0]));
    }

    /// <summary>Numbers alone: 2004-5-28, 28.05.2004, 5/28/2004, 20040528, 2004-149 (the day of the year), 2004-05, 2004.</summary>
    private static (int Year, int Month, int Day)? Numbered(string text, bool dayFirst)
    {
        if (CompactForm().Match(text) is { Success: true } compact)
            return (Number(compact.Groups["y"]), Number(compact.Groups["m"]), Number(compact.Groups["d"]));
        if (DayOfYearForm().Match(text) is { Success: true } ordinal && Number(ordinal.Groups["d"]) is >= 1 and <= 366 and var nth
            && Number(ordinal.Groups["y"]) is >= 1900 and var of)
            return new DateOnly(of, 1, 1).AddDays(nth - 1) is var date ? (date.Year, date.Month, date.Day) : null;

        var numbers = Numbers(text);
        var values = numbers.ConvertAll(Value);
        return numbers switch
        {
            [{ Length: 4 }, _, _, ..] => (values[0], values[1], values[2]),
            [{ Length: 4 }, _] => (values[0], values[1], 1),
            [{ Length: 4 }] when text.Trim().Length == 4 => (values[0], 1, 1),
            [{ Length: 2 }, { Length: 2 }, { Length: 2 }, ..] when text.Contains('-', StringComparison.Ordinal) && !dayFirst => (FeedDates.FullYear(values[0], 2), values[1], values[2]),
            [{ Length: <= 2 }, { Length: <= 2 }, { Length: 2 or 4 }, ..] => InOrder(FeedDates.FullYear(values[2], numbers[2].Length)),
            _ => null,
        };

        (int Year, int Month, int Day) InOrder(int year) =>
            (text.Contains('/', StringComparison.Ordinal) && !dayFirst && values[0] <= 12) || values[1] > 12
                ? (year, values[0], values[1])
                : (year, values[1], values[0]);
    }

    private static int MonthOf(string word) =>
        CalendarWords.Months.Find(word) ?? (word.Length > 1 ? OtherMonthNames.Find(Folding.Fold(word)) : 0);

    private static int Value(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>15:45, 15:45:05.123, 3.45, 15h45, 15 h 45. A point only separates hours from minutes if no date of points is meant.</summary>
    [GeneratedRegex(@"(?<![\d.+-])(?<h>\d{1,2})(:|\s?h\s?|\.)(?<min>\d{2})([:.](?<s>\d{1,2})([.,]\d+)?)?(?!\d|[./]\d)", Options, -1)]
    private static partial Regex ClockForm();

    /// <summary>3 PM; 15 h.</summary>
    [GeneratedRegex(@"(?<!\d)(?<h>\d{1,2})(?=\s?[ap]\.?\s?m\b)|(?<!\d)(?<h>\d{1,2})\s?h\b", Options, -1)]
    private static partial Regex HourForm();

    /// <summary>The time of the basic form of ISO 8601: T154505, T1545.</summary>
    [GeneratedRegex(@"(?<=\d)(T(?<h>\d{2})(?<min>\d{2})(?<s>\d{2})?|\s(?<h>\d{2})(?<min>\d{2})(?<s>\d{2}))(?!\d)", Options, -1)]
    private static partial Regex IsoClockForm();

    [GeneratedRegex(@"(?<![\p{L}])((?<am>a\.?\s?m\b\.?|πμ)|(?<pm>p\.?\s?m\b\.?|μμ))", Options, -1)]
    private static partial Regex HalfForm();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*", Options, -1)]
    private static partial Regex WordForm();

    [GeneratedRegex(@"(?<!\d)\d{1,4}(?!\d)", Options, -1)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"\b(?<name>GMT|UTC|UT)\s?(?<offset>[+−-]\s?\d{1,2}:?(\d{2})?)(?!\d)|(?<!\d)(?<offset>[+−-]\d{1,2}:?(\d{2})?)(?!\d|[/-])", Options, -1)]
    private static partial Regex OffsetForm();

    [GeneratedRegex(@"\b[A-Z]{2,5}\b|(?<=\s|\d)Z\b|\b[A-Z][a-z]+/[A-Z][A-Za-z_/-]+", RegexOptions.CultureInvariant, -1)]
    private static partial Regex ZoneForm();

    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d{2})(?<m>\d{2})(?<d>\d{2})(?!\d)", Options, -1)]
    private static partial Regex CompactForm();

    [GeneratedRegex(@"^\s*(?<y>\d{4})-?(?<d>\d{3})(?!\d|-)", Options, -1)]
    private static partial Regex DayOfYearForm();
}
