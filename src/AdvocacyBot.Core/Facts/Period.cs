using System.Globalization;
using System.Runtime.InteropServices;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// A stretch of days, written in a subset of EDTF (https://www.loc.gov/standards/datetime/): 2014, 2014-05, 2014-05-28,
/// 2014/2022-09, 2014/.. and ../2014. Both ends belong to it.
/// </summary>
/// <param name="From">The first day; the earliest there is where it is open.</param>
/// <param name="To">The last day; the latest there is where it is open.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Reads the written form; null if it is none, or ends before it starts.</summary>
    public static Period? Parse(string? text)
    {
        if (text is null)
            return null;
        var ends = text.Trim().Split('/');
        if (ends.Length > 2 || ends is [".."] or ["..", ".."])
            return null;

        var first = ends[0] == ".." ? new Period(DateOnly.MinValue, DateOnly.MinValue) : One(ends[0]);
        var last = ends[^1] == ".." ? new Period(DateOnly.MaxValue, DateOnly.MaxValue) : One(ends[^1]);
        return first is { } from && last is { } to && from.From <= to.To ? new Period(from.From, to.To) : null;
    }

    public static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    public static Period Month(int year, int month) =>
        new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));

    public static Period Day(DateOnly day) => new(day, day);

    public bool Overlaps(Period other) => From <= other.To && To >= other.From;

    /// <summary>The written form of a claim's time in words: "May 2014", "2014 to September 2022".</summary>
    public static string Write(string when, Language language)
    {
        var ends = when.Split('/');
        if (ends.Length == 1)
            return WriteOne(when, language);
        if (ends[0] == "..")
            return FactTexts.All.Format(language, "period.until", WriteOne(ends[1], language));
        return ends[1] == ".."
            ? FactTexts.All.Format(language, "period.since", WriteOne(ends[0], language))
            : FactTexts.All.Format(language, "period.range", WriteOne(ends[0], language), WriteOne(ends[1], language));
    }

    private static string WriteOne(string when, Language language) => when.Length switch
    {
        4 => when,
        7 => One(when)!.Value.From.ToString(FactTexts.All[language, "period.month"], language.Culture),
        _ => WriteDay(One(when)!.Value.From, language),
    };

    private static string WriteDay(DateOnly day, Language language) =>
        day.ToString(DatePattern.For(FactTexts.All[language, "period.day"], day.Day, language), language.Culture);

    private static Period? One(string text)
    {
        var style = DateTimeStyles.None;
        var culture = CultureInfo.InvariantCulture;
        return text.Length switch
        {
            4 when DateOnly.TryParseExact(text, "yyyy", culture, style, out var year) => Year(year.Year),
            7 when DateOnly.TryParseExact(text, "yyyy-MM", culture, style, out var month) => Month(month.Year, month.Month),
            10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, style, out var day) => Day(day),
            _ => null,
        };
    }
}
