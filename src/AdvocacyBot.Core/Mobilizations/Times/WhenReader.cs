using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>
/// Reads a date, a time and a zone as people write them in English, French and Spanish, in any order: "31 May 7am",
/// "samedi 19 h 30", "mañana a las 18:00 America/Lima". Pure.
/// </summary>
internal sealed class WhenReader
{
    private readonly WhenContext context;
    private readonly WhenAtoms atoms;
    private LocalDate? date;
    private LocalTime? time;
    private LocalTime? end;
    private bool? isSecond;
    private WhenProblem? problem;

    private WhenReader(WhenContext context, WhenAtoms atoms)
    {
        (this.context, this.atoms) = (context, atoms);
    }

    public static WhenRead Read(string text, WhenContext context)
    {
        var zone = context.Zone;
        var rest = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (FindZone(word, context.Zones) is { } named)
                zone = named;
            else
                rest.Add(word);
        }

        return new WhenReader(context with { Zone = zone }, new WhenAtoms(string.Join(' ', rest))).Read();
    }

    /// <summary>An IANA zone by its name in any case; null where there is none of that name.</summary>
    public static DateTimeZone? FindZone(string name, IDateTimeZoneProvider zones) =>
        name.Length > 2 && char.IsAsciiLetter(name[0]) && (name.Contains('/', StringComparison.Ordinal) || name is "UTC" or "utc" or "GMT")
            && zones.Ids.FirstOrDefault(id => id.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } id
            ? zones[id]
            : null;

    private WhenRead Read()
    {
        while (!atoms.AtEnd)
        {
            var isRead = ReadDate() || ReadTime() || ReadOccurrence() || atoms.Take(WhenWords.Fillers) is not null;
            if (problem is { } found)
                return new WhenRead(null, found);
            if (!isRead)
                return new WhenRead(null, WhenProblem.Unknown, atoms.Peek());
        }

        if (date is not { } day)
            return new WhenRead(null, WhenProblem.NoDate);
        if (time is not { } hour)
            return new WhenRead(null, WhenProblem.NoTime);

        var start = new LocalMoment(day + hour, context.Zone, isSecond ?? false);
        if (start.Occurrences == 0)
            return new WhenRead(start, WhenProblem.Skipped);
        if (start.Occurrences == 2 && isSecond is null)
            return new WhenRead(start, WhenProblem.Twice);
        if (start.Utc <= context.Now.ToDateTimeUtc())
            return new WhenRead(start, WhenProblem.Past);
        return new WhenRead(start) { Lasts = Lasts(hour) };
    }

    private Duration? Lasts(LocalTime from)
    {
        if (end is not { } until)
            return null;

        var minutes = (until - from).ToDuration().TotalMinutes;
        return Duration.FromMinutes(minutes > 0 ? minutes : minutes + (24 * 60));
    }

    private bool ReadDate()
    {
        if (date is not null)
            return false;

        return ReadNumbers() || ReadNamedMonth() || ReadRelative() || ReadWeekday();
    }

    /// <summary>2026-05-31, or 31/5 where day and month cannot be taken for each other.</summary>
    private bool ReadNumbers()
    {
        if (atoms.Numbers('-') is [> 999, _, _] iso)
            return Set(iso[0], iso[1], iso[2]);
        if ((atoms.Numbers('/') ?? atoms.Numbers('.')) is not { } parts)
            return false;

        int? year = parts.Length == 3 ? parts[2] + (parts[2] < 100 ? 2000 : 0) : null;
        if (parts[0] <= 12 && parts[1] <= 12 && parts[0] != parts[1])
            problem = WhenProblem.Unclear;
        else if (parts[0] > 12)
            return Set(year, parts[1], parts[0]);
        return problem is not null || Set(year, parts[0], parts[1]);
    }

    private bool ReadNamedMonth()
    {
        var mark = atoms.Mark();
        if (atoms.Number(2) is { } first)
        {
            atoms.Take(WhenWords.Ordinals);
            atoms.Take("of", "de");
            if (atoms.Take(WhenWords.Months) is { } month)
                return Set(Year(), month, first);
        }
        else if (atoms.Take(WhenWords.Months) is { } month && atoms.Number(2) is { } day)
        {
            atoms.Take(WhenWords.Ordinals);
            atoms.Take(",");
            return Set(Year(), month, day);
        }

        atoms.Back(mark);
        return false;

        int? Year()
        {
            var before = atoms.Mark();
            atoms.Take("de", "del");
            if (atoms.Number(4) is { } year and > 999)
                return year;
            atoms.Back(before);
            return null;
        }
    }

    private bool ReadRelative()
    {
        if (atoms.Take(WhenWords.Relative) is not { } days)
            return false;

        date = Today.PlusDays(days);
        return true;
    }

    private bool ReadWeekday()
    {
        var mark = atoms.Mark();
        var isNext = atoms.Take(WhenWords.Next) is not null;
        if (atoms.Take(WhenWords.Weekdays) is not { } weekday)
        {
            atoms.Back(mark);
            return false;
        }

        isNext |= atoms.Take(WhenWords.Next) is not null;
        var day = (IsoDayOfWeek)weekday;
        date = Today.DayOfWeek == day && !isNext ? Today : Today.Next(day);
        return true;
    }

    private bool ReadTime()
    {
        if (time is not null || ReadClock() is not { } from)
            return false;

        time = from;
        var mark = atoms.Mark();
        if (atoms.Take(WhenWords.Until) is not null && ReadClock() is { } until)
            end = until;
        else
            atoms.Back(mark);
        return true;
    }

    private LocalTime? ReadClock()
    {
        if (atoms.Take(WhenWords.Hours) is { } named)
            return named;

        var mark = atoms.Mark();
        var isAnnounced = atoms.Take("at", "a", "@") is not null;
        if (isAnnounced)
            atoms.Take("las", "la");
        if (atoms.Number(2) is { } hour)
        {
            int? minute = null;
            var isClock = isAnnounced;
            if (atoms.Take(":", "h", "hrs", "heures", "heure", "horas") is not null)
                (isClock, minute) = (true, atoms.Number(2));
            atoms.Take("h");
            var half = atoms.Take("am", "pm");
            if (isClock || half is not null)
                return Clock(hour, minute ?? 0, half);
        }

        atoms.Back(mark);
        return null;
    }

    private LocalTime? Clock(int hour, int minute, string? half)
    {
        if (half is not null && hour is >= 1 and <= 12)
            hour = (hour % 12) + (half == "pm" ? 12 : 0);
        if (hour <= 23 && minute <= 59)
            return new LocalTime(hour, minute);

        problem = WhenProblem.Impossible;
        return null;
    }

    private bool ReadOccurrence()
    {
        if (atoms.Take(WhenWords.Second) is not null)
            isSecond = true;
        else if (atoms.Take(WhenWords.First) is not null)
            isSecond = false;
        else
            return false;
        return true;
    }

    private bool Set(int? year, int month, int day)
    {
        var today = Today;
        if (month is < 1 or > 12 || day < 1 || year is < 1900 or > 9000)
        {
            problem = WhenProblem.Impossible;
            return true;
        }

        var y = year ?? today.Year;
        if (year is null && (month, day).CompareTo((today.Month, today.Day)) < 0)
            y++;
        if (day > CalendarSystem.Iso.GetDaysInMonth(y, month))
            problem = WhenProblem.Impossible;
        else
            date = new LocalDate(y, month, day);
        return true;
    }

    private LocalDate Today => context.Now.InZone(context.Zone).Date;
}
