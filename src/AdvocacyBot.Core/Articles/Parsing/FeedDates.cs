using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads the dates of feeds: RFC 822 and RFC 3339, and what people make of them: without seconds, with one-digit days, with
/// zone names, with months in other languages. What cannot be read is no date, and never today's.
/// </summary>
internal static partial class FeedDates
{
    /// <returns>UTC; null where there is no date in the text.</returns>
    public static DateTime? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100)
            return null;

        text = text.Trim();
        return Iso(text) ?? Worded(text) ?? Numbered(text);
    }

    private static DateTime? Iso(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] != '-')
            return null;
        var match = IsoForm().Match(text);
        if (!match.Success)
            return null;

        var groups = match.Groups;
        var year = Number(groups["y"]);
        if (groups["y"].Length == 2)
            year = FullYear(year);
        if (groups["doy"].Success)
            return Make(year, 1, 1, groups)?.AddDays(Number(groups["doy"]) - 1);
        return Make(year, groups["m"].Success ? Number(groups["m"]) : 1, groups["d"].Success ? Number(groups["d"]) : 1, groups);
    }

    /// <summary>A month by its name, in any order with day and year.</summary>
    private static DateTime? Worded(string text)
    {
        var month = 0;
        foreach (Match word in WordForm().Matches(text))
        {
            month = MonthNames.Find(Folding.Fold(word.Value));
            if (month > 0)
                break;
        }

        if (month == 0)
            return null;

        var clock = ClockForm().Match(text);
        var rest = clock.Success ? text.Remove(clock.Index, clock.Length) : text;
        var numbers = NumberForm().Matches(rest).Select(m => m.Value).ToList();
        if (numbers.Count < 2)
            return null;

        // The year is what cannot be a day; a two-digit year stands last.
        var yearAt = numbers.FindIndex(n => n.Length == 4);
        yearAt = yearAt >= 0 ? yearAt : 1;
        var year = int.Parse(numbers[yearAt], CultureInfo.InvariantCulture);
        var day = int.Parse(numbers[yearAt == 0 ? 1 : 0], CultureInfo.InvariantCulture);
        return Make(numbers[yearAt].Length <= 2 ? FullYear(year) : year, month, day, clock.Groups, Zone(text));
    }

    /// <summary>Numbers alone: 2004-5-28 13:40, 28.05.2004, 5/28/2004, the Korean 2004년 05월 28일.</summary>
    private static DateTime? Numbered(string text)
    {
        var clock = ClockForm().Match(text);
        var rest = clock.Success ? text[..clock.Index] : text;
        var numbers = NumberForm().Matches(rest).Select(m => m.Value).ToList();
        if (numbers.Count < 3)
            return null;

        var first = int.Parse(numbers[0], CultureInfo.InvariantCulture);
        var second = int.Parse(numbers[1], CultureInfo.InvariantCulture);
        var third = int.Parse(numbers[2], CultureInfo.InvariantCulture);
        var afternoon = text.Contains("오후", StringComparison.Ordinal) || AfternoonForm().IsMatch(text);
        var (year, month, day) = numbers switch
        {
            [{ Length: 4 }, ..] => (first, second, third),
            [_, _, { Length: 4 }, ..] when text.Contains('/', StringComparison.Ordinal) && first <= 12 => (third, first, second),
            [_, _, { Length: 4 }, ..] => (third, second, first),
            _ => (0, 0, 0),
        };
        return Make(year, month, day, clock.Groups, Zone(text), afternoon);
    }

    private static DateTime? Make(int year, int month, int day, GroupCollection clock, TimeSpan? zone = null, bool afternoon = false)
    {
        var (hour, minute, second) = (Number(clock["h"]), Number(clock["min"]), Number(clock["s"]));
        if (afternoon && hour < 12)
            hour += 12;
        if (year is < 1900 or > 9000 || month is < 1 or > 12 || day < 1 || hour > 24 || minute > 59 || second > 61)
            return null;
        if (day > DateTime.DaysInMonth(year, month))
            return null;

        var offset = zone ?? Offset(clock["zone"].Value);
        return new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc)
            .AddHours(hour).AddMinutes(minute).AddSeconds(Math.Min(second, 59)).Subtract(offset);
    }

    private static TimeSpan Zone(string text)
    {
        var numbered = OffsetForm().Match(text);
        if (numbered.Success)
            return Offset(numbered.Groups["zone"].Value);
        foreach (Match word in ZoneForm().Matches(text))
        {
            if (ZoneHours(word.Value) is { } hours)
                return TimeSpan.FromHours(hours);
        }

        return TimeSpan.Zero;
    }

    private static TimeSpan Offset(string text)
    {
        if (text.Length < 2 || text[0] is not ('+' or '-'))
            return TimeSpan.Zero;
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return TimeSpan.Zero;
        var minutes = digits.Length <= 2 ? number * 60 : (number / 100 * 60) + (number % 100);
        return TimeSpan.FromMinutes(minutes <= 14 * 60 ? (text[0] == '-' ? -minutes : minutes) : 0);
    }

    /// <summary>The names of RFC 822, and those that are in use beside them.</summary>
    private static double? ZoneHours(string name) => name switch
    {
        "UT" or "GMT" or "UTC" or "Z" or "WET" => 0,
        "EST" => -5,
        "EDT" => -4,
        "CST" => -6,
        "CDT" => -5,
        "MST" => -7,
        "MDT" => -6,
        "PST" => -8,
        "PDT" => -7,
        "AST" => -4,
        "ADT" => -3,
        "NST" => -3.5,
        "NDT" => -2.5,
        "AKST" => -9,
        "AKDT" => -8,
        "HST" => -10,
        "BST" or "CET" or "MEZ" or "WEST" => 1,
        "CEST" or "MESZ" or "EET" or "SAST" => 2,
        "EEST" or "MSK" or "EAT" => 3,
        "IST" => 5.5,
        "JST" or "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        "BRT" or "ART" => -3,
        "CLT" => -4,
        "PET" or "COT" or "ECT" => -5,
        "ET" => -5,
        "CT" => -6,
        "MT" => -7,
        "PT" => -8,
        _ => null,
    };

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static int FullYear(int year) => year < 70 ? 2000 + year : 1900 + year;

    [GeneratedRegex(@"^(?<y>\d{4})(-?(?<doy>\d{3})(?!\d)|-(?<m>\d{1,2})(-(?<d>\d{1,2}))?|(?<m>\d{2})(?<d>\d{2})|)"
        + @"([Tt\s]\s*(?<h>\d{1,2}):?(?<min>\d{2})(:?(?<s>\d{2})([.,]\d{1,9})?)?\s*(?<zone>[+-]\d{1,2}:?\d{0,2}|[Zz]|UTC|GMT)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"(?<!\d)(?<h>\d{1,2})[:.](?<min>\d{2})([:.](?<s>\d{1,2}))?(?!\d|[./-])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ClockForm();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex WordForm();

    [GeneratedRegex(@"(?<![+\d])(?<!\d\s?-)\d{1,4}(?!\d)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"(?<=[\sA-Z:\d])(?<zone>[+-]\d{2}:?\d{2})\s*(\(|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex OffsetForm();

    [GeneratedRegex(@"\b[A-Z]{1,4}\b", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ZoneForm();

    [GeneratedRegex(@"\bp\.?m\b|\bμμ\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex AfternoonForm();
}
