using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>A day that clues may mean.</summary>
/// <param name="Date">May be over.</param>
/// <param name="Doubt">Why it has to be asked about even if it is the only one.</param>
internal sealed record DayCandidate(LocalDate Date, WhenProblem? Doubt = null);

/// <summary>Finds the days that clues agree on, seen from today. Pure.</summary>
/// <param name="Today">At the place.</param>
/// <param name="IsSeries">Whether the clues say when a series begins; then the first possible day counts.</param>
internal sealed record DayResolver(LocalDate Today, bool IsSeries)
{
    private const int MaxYearsAhead = 100;

    /// <summary>A date without a year that is over is taken for next year's without asking if that is no further away than this.</summary>
    private const int MaxDaysToNextYear = 300;

    public (IReadOnlyList<DayCandidate> Days, WhenProblem? Problem) Resolve(IReadOnlyList<DayClue> clues)
    {
        var weekday = clues.OfType<Weekday>().FirstOrDefault();
        var anchors = clues.Where(clue => clue is not Weekday).ToList();
        if (anchors.Count == 0)
            return weekday is null ? ([], WhenProblem.NoDate) : Alone(weekday);

        List<DayCandidate>? agreed = null;
        foreach (var anchor in anchors)
        {
            var (days, problem) = Anchor(anchor, hasWeekday: weekday is not null);
            if (problem is not null)
                return ([], problem);
            agreed = agreed is null ? days : [.. agreed.Where(day => days.Exists(other => other.Date == day.Date))];
        }

        if (agreed is not { Count: > 0 })
            return ([], WhenProblem.Disagree);
        if (weekday is null)
            return Ahead(agreed);

        var matching = agreed.Where(day => day.Date.DayOfWeek == weekday.Day).ToList();
        return matching.Count > 0 ? Ahead(Firmest(matching)) : (Suggestions(agreed, weekday.Day), null);
    }

    /// <summary>Drops what is over. That one of two orders of day and month is over does not make the other certain.</summary>
    private (IReadOnlyList<DayCandidate> Days, WhenProblem? Problem) Ahead(List<DayCandidate> days)
    {
        var ahead = days.Where(day => day.Date >= Today).ToList();
        if (ahead.Count == 0)
            return ([], WhenProblem.Past);
        if (ahead.Exists(day => day.Date.Year > Today.Year + MaxYearsAhead))
            return ([], WhenProblem.TooFar);
        return (ahead.Count < days.Count ? [.. ahead.Select(day => day with { Doubt = day.Doubt ?? WhenProblem.Unclear })] : ahead, null);
    }

    private static List<DayCandidate> Firmest(List<DayCandidate> days) =>
        days.Exists(day => day.Doubt is null) ? [.. days.Where(day => day.Doubt is null)] : days;

    /// <summary>If date and weekday disagree: the date as given, and the nearest such weekday.</summary>
    private List<DayCandidate> Suggestions(List<DayCandidate> days, IsoDayOfWeek weekday) =>
    [
        .. Firmest(days)
            .SelectMany(day => new[] { day.Date, Nearest(day.Date, weekday) })
            .Where(date => date >= Today)
            .Distinct()
            .Order()
            .Select(date => new DayCandidate(date, WhenProblem.Disagree)),
    ];

    private LocalDate Nearest(LocalDate date, IsoDayOfWeek weekday)
    {
        var before = date.With(DateAdjusters.PreviousOrSame(weekday));
        var after = date.With(DateAdjusters.NextOrSame(weekday));
        return before >= Today && Period.DaysBetween(before, date) < Period.DaysBetween(date, after) ? before : after;
    }

    private (IReadOnlyList<DayCandidate> Days, WhenProblem? Problem) Alone(Weekday weekday)
    {
        var coming = Today.With(DateAdjusters.Next(weekday.Day));
        var isToday = Today.DayOfWeek == weekday.Day;
        LocalDate[] plain = isToday ? [Today, coming] : [coming];
        return weekday.Which switch
        {
            Which.Last => ([], WhenProblem.Past),
            Which.This => (Certain(plain[0]), null),
            Which.Next => (Certain(IsThisWeek(coming) ? [coming, coming.PlusWeeks(1)] : [coming]), null),
            Which.WeekLater => (Certain([.. plain.Select(date => date.PlusWeeks(1))]), null),
            Which.TwoWeeksLater => (Certain([.. plain.Select(date => date.PlusWeeks(2))]), null),
            _ => (Certain(plain), null),
        };
    }

    /// <summary>Whether a day is in the present week, wherever weeks begin on Monday or wherever they begin on Sunday.</summary>
    private bool IsThisWeek(LocalDate date) => WeeksTo(date).Contains(0);

    /// <summary>How many weeks away a day is, by both kinds of week.</summary>
    private int[] WeeksTo(LocalDate date)
    {
        return [Between(IsoDayOfWeek.Monday), Between(IsoDayOfWeek.Sunday)];

        int Between(IsoDayOfWeek first) =>
            Period.DaysBetween(Today.With(DateAdjusters.PreviousOrSame(first)), date.With(DateAdjusters.PreviousOrSame(first))) / 7;
    }

    private (List<DayCandidate> Days, WhenProblem? Problem) Anchor(DayClue clue, bool hasWeekday) => clue switch
    {
        NamedDate date => Named(date),
        NumericDate date => Numeric(date),
        DayOfMonth { Day: >= 1 and <= 31 } date => (InMonths(date.Day, hasWeekday ? 3 : 1), null),
        DaysAway { Days: < 0 } => ([], WhenProblem.Past),
        DaysAway away => (Certain([Today.PlusDays(away.OrDays ?? away.Days), Today.PlusDays(away.Days)]), null),
        WeeksAway away when hasWeekday => (Certain([.. DaysIn(away.Weeks)]), null),
        WeeksAway { IsExact: true } away => (Certain(Today.PlusWeeks(away.Weeks)), null),
        WeeksAway => ([], WhenProblem.NoDate),
        MonthsAway away => (Certain(Today.PlusMonths(away.Months)), null),
        NthWeekday nth => Nth(nth),
        _ => ([], WhenProblem.Impossible),
    };

    private IEnumerable<LocalDate> DaysIn(int weeks) =>
        Enumerable.Range(0, 7 * (weeks + 2)).Select(days => Today.PlusDays(days)).Where(date => WeeksTo(date).Contains(weeks));

    private (List<DayCandidate> Days, WhenProblem? Problem) Numeric(NumericDate date)
    {
        NamedDate[] orders = date.First == date.Second
            ? [new NamedDate(date.Year, date.Second, date.First)]
            : [new NamedDate(date.Year, date.Second, date.First), new NamedDate(date.Year, date.First, date.Second)];
        var possible = orders.Select(Named).Where(order => order.Problem is null).SelectMany(order => order.Days).ToList();
        return possible.Count == 0 ? ([], WhenProblem.Impossible) : (possible, null);
    }

    private (List<DayCandidate> Days, WhenProblem? Problem) Named(NamedDate date)
    {
        if (date.Month is < 1 or > 12 || date.Day < 1 || date.Year is < 1900 or > 9000)
            return ([], WhenProblem.Impossible);
        if (date.Year is { } year)
            return date.Day <= CalendarSystem.Iso.GetDaysInMonth(year, date.Month) ? (Certain(new LocalDate(year, date.Month, date.Day)), null) : ([], WhenProblem.Impossible);

        // Eight years cover 29 February.
        for (var next = Today.Year; next <= Today.Year + 8; next++)
        {
            if (date.Day <= CalendarSystem.Iso.GetDaysInMonth(next, date.Month) && new LocalDate(next, date.Month, date.Day) is var day && day >= Today)
                return ([Upcoming(day)], null);
        }

        return ([], WhenProblem.Impossible);
    }

    private DayCandidate Upcoming(LocalDate date) =>
        new(date, Period.DaysBetween(Today, date) > MaxDaysToNextYear ? WhenProblem.NextTime : null);

    /// <summary>The next months that have this day; all but the first in doubt.</summary>
    private List<DayCandidate> InMonths(int day, int count)
    {
        var month = Today.ToYearMonth();
        return [.. Enumerable.Range(0, 14)
            .Select(later => month.PlusMonths(later))
            .Where(later => day <= CalendarSystem.Iso.GetDaysInMonth(later.Year, later.Month))
            .Select(later => later.OnDayOfMonth(day))
            .Where(date => date >= Today)
            .Take(count)
            .Select((date, index) => new DayCandidate(date, index == 0 ? null : WhenProblem.Unclear))];
    }

    private (List<DayCandidate> Days, WhenProblem? Problem) Nth(NthWeekday clue)
    {
        var present = Today.ToYearMonth();
        if (IsSeries && clue.Month is null)
            return Enumerable.Range(0, 12).Select(later => In(present.PlusMonths(later))).FirstOrDefault(date => date >= Today) is { } first ? (Certain(first), null) : ([], WhenProblem.Impossible);
        if (clue.Near == NearMonth.Next)
            return In(present.PlusMonths(1)) is { } next ? (Certain(next), null) : ([], WhenProblem.Impossible);
        if (clue.Near == NearMonth.This)
            return In(present) is { } date && date >= Today ? (Certain(date), null) : Later(present.PlusMonths(1));
        if (clue.Month is { } month)
            return InNamed(month);

        // "Last Friday" without a month is over; "second Sunday" may be counted from today or within a month.
        if (clue.Nth == NumberWords.Last)
            return ([], WhenProblem.Past);
        LocalDate?[] possible = [Today.With(DateAdjusters.Next(clue.Day)).PlusWeeks(clue.Nth - 1), In(present), In(present.PlusMonths(1))];
        return (Certain([.. possible.OfType<LocalDate>().Where(date => date >= Today).Distinct()]), null);

        LocalDate? In(YearMonth at) => Repetition.NthOf(at, clue.Nth, clue.Day);

        (List<DayCandidate> Days, WhenProblem? Problem) Later(YearMonth at) =>
            In(at) is { } date ? ([new DayCandidate(date, WhenProblem.NextTime)], null) : ([], WhenProblem.Impossible);

        (List<DayCandidate> Days, WhenProblem? Problem) InNamed(int named)
        {
            if (clue.Year is { } year)
                return In(new YearMonth(year, named)) is { } only ? (Certain(only), null) : ([], WhenProblem.Impossible);
            var date = In(new YearMonth(Today.Year, named));
            if (date < Today)
                date = In(new YearMonth(Today.Year + 1, named));
            return date is { } day ? ([Upcoming(day)], null) : ([], WhenProblem.Impossible);
        }
    }

    private static List<DayCandidate> Certain(params IEnumerable<LocalDate> dates) => [.. dates.Distinct().Select(date => new DayCandidate(date))];
}
