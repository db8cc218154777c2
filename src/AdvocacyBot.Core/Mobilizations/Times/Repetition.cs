using System.Globalization;
using AdvocacyBot.Core.Languages;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>How a series goes on: every so many weeks, or months by date or by weekday. Its text is an iCalendar RRULE.</summary>
/// <param name="Frequency">Weekly or monthly.</param>
/// <param name="Interval">From 1: 2 is every other week or month.</param>
internal sealed record Repetition(Frequency Frequency, int Interval = 1)
{
    private const string DatePattern = "uuuuMMdd";

    /// <summary>Weekly: its weekday. Monthly: null for a series by date.</summary>
    public IsoDayOfWeek? Day { get; init; }

    /// <summary>Monthly: which such weekday of the month, from 1, or <see cref="NumberWords.Last"/>.</summary>
    public int? Nth { get; init; }

    /// <summary>Monthly by date: a month without that day is left out.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>The last day on which it may take place.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>How many times it takes place.</summary>
    public int? Count { get; init; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Repetition Parse(string rule)
    {
        var parts = rule.Split(';').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var day = parts.GetValueOrDefault("BYDAY");
        return new Repetition(Enum.Parse<Frequency>(parts["FREQ"], ignoreCase: true), Number("INTERVAL") ?? 1)
        {
            Day = day is null ? null : Enum.GetValues<IsoDayOfWeek>().First(d => Short(d) == day[^2..]),
            Nth = day is { Length: > 2 } ? int.Parse(day[..^2], CultureInfo.InvariantCulture) : null,
            DayOfMonth = Number("BYMONTHDAY"),
            Count = Number("COUNT"),
            Until = parts.GetValueOrDefault("UNTIL") is { } until ? LocalDatePattern.CreateWithInvariantCulture(DatePattern).Parse(until).Value : null,
        };

        int? Number(string name) => parts.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Its days from the first one on. Endless if it has no end.</summary>
    public IEnumerable<LocalDate> Days(LocalDate first)
    {
        var dates = Frequency == Frequency.Monthly ? Monthly(first) : Weekly(first);
        if (Until is { } until)
            dates = dates.TakeWhile(date => date <= until);
        return Count is { } count ? dates.Take(count) : dates;
    }

    public override string ToString()
    {
        var parts = new List<string> { $"FREQ={Frequency.ToString().ToUpperInvariant()}" };
        if (Interval > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"INTERVAL={Interval}"));
        if (Day is { } day)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"BYDAY={Nth}{Short(day)}"));
        if (DayOfMonth is { } date)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"BYMONTHDAY={date}"));
        if (Until is { } until)
            parts.Add($"UNTIL={until.ToString(DatePattern, CultureInfo.InvariantCulture)}");
        if (Count is { } count)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COUNT={count}"));
        return string.Join(';', parts);
    }

    /// <summary>The day of a month on which the nth such weekday falls; null if the month has no fifth one.</summary>
    public static LocalDate? NthOf(YearMonth month, int nth, IsoDayOfWeek day)
    {
        var first = month.OnDayOfMonth(1).With(DateAdjusters.NextOrSame(day));
        var date = nth == NumberWords.Last
            ? month.OnDayOfMonth(CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month)).With(DateAdjusters.PreviousOrSame(day))
            : first.PlusWeeks(nth - 1);
        return date.Month == month.Month ? date : null;
    }

    private static string Short(IsoDayOfWeek day) => day.ToString()[..2].ToUpperInvariant();

    private IEnumerable<LocalDate> Weekly(LocalDate first)
    {
        for (var date = first; ; date = date.PlusWeeks(Interval))
            yield return date;
    }

    private IEnumerable<LocalDate> Monthly(LocalDate first)
    {
        for (var month = first.ToYearMonth(); ; month = month.PlusMonths(Interval))
        {
            if (DayIn(month) is { } date && date >= first)
                yield return date;
        }
    }

    private LocalDate? DayIn(YearMonth month)
    {
        if (Day is { } day)
            return NthOf(month, Nth ?? 1, day);
        return DayOfMonth <= CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month) ? month.OnDayOfMonth(DayOfMonth.Value) : null;
    }
}
