using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>The readings of one set of clues, or why it has none.</summary>
/// <param name="Doubt">Why the readings have to be confirmed; null if they are what was written.</param>
internal sealed record Resolution(IReadOnlyList<WhenReading> Readings, WhenProblem? Doubt, WhenProblem? Problem, LocalMoment? Moment)
{
    public static Resolution Failed(WhenProblem problem, LocalMoment? moment = null) => new([], null, problem, moment);
}

/// <summary>Turns clues into times, seen from now and in a zone. Pure.</summary>
internal sealed class WhenResolver(Clues clues, WhenContext context, ClockHabit habit)
{
    /// <summary>A range of clock times that is longer is taken for a mistake: "4pm-2pm".</summary>
    private static readonly Duration MaxRange = Duration.FromHours(18);
    private static readonly Duration MaxLength = Duration.FromDays(31);

    private readonly DateTimeZone zone = clues.Zone?.Id is { } id ? context.Zones[id] : context.Zone;
    private readonly ZoneResolver moments = new(clues.Zone, clues.IsSecond, context);

    /// <summary>A time of day with the length of its range.</summary>
    private sealed record TimeOption(ClockOption Start, int? Minutes);

    private LocalDate Today => context.Now.InZone(zone).Date;

    public Resolution Run()
    {
        var resolution = Resolve();
        return clues.Also is { } also && resolution.Readings.Count > 0 ? Checked(resolution, also) : resolution;
    }

    private Resolution Resolve()
    {
        if (clues is { Repeat.IsHabit: true, Days.Count: > 1 })
            return Resolution.Failed(WhenProblem.Unknown);
        if (clues.Refusal is { } refusal)
            return Resolution.Failed(refusal);
        if (clues.Elapsed is { } elapsed)
            return FromNow(elapsed.Duration);
        if (clues.Days.Count == 0)
            return Resolution.Failed(WhenProblem.NoDate);

        var (days, problem) = new DayResolver(Today, clues.Repeat is not null).Resolve(clues.Days);
        if (problem is { } wrong)
            return Resolution.Failed(wrong);
        if (clues.Time is not { } time)
            return Resolution.Failed(WhenProblem.NoTime);

        var resolution = At(days, Options(time));
        if (resolution.Problem == WhenProblem.Past && time.Time?.OtherHalf(habit) is { } other)
            resolution = At(days, [.. other.Options(habit).Select(option => new TimeOption(option, null))]);
        return clues.Repeat is { } repeat ? First(resolution, repeat) : resolution;
    }

    /// <summary>Keeps the readings that are the same moment as the time given for another zone.</summary>
    private Resolution Checked(Resolution resolution, AlsoClue also)
    {
        var there = new ZoneResolver(also.Zone, isSecond: null, context);
        var same = resolution.Readings.Where(reading => also.Time.Options(habit).Any(option => Enumerable.Range(-1, 3)
            .Select(days => reading.Start.Local.Date.PlusDays(days) + option.Time)
            .SelectMany(there.At)
            .Any(moment => moment.Utc == reading.Start.Utc))).ToList();
        return same.Count > 0 ? resolution with { Readings = same } : Resolution.Failed(WhenProblem.ZonesDisagree);
    }

    private Resolution FromNow(Duration duration)
    {
        var local = (context.Now + duration).InZone(zone).LocalDateTime;
        var start = new LocalMoment(local.Date + new LocalTime(local.Hour, local.Minute), zone);
        return clues.Days.Count > 0 || clues.Part is not null || clues.Repeat is not null
            ? Resolution.Failed(WhenProblem.Disagree)
            : new Resolution([new WhenReading(start, clues.Lasts)], null, null, null);
    }

    private List<TimeOption> Options(TimeClue time)
    {
        if (time.Range is { } range)
        {
            var from = clues.Part is { } part && range.From.TakesPart ? range with { From = range.From with { Part = part } } : range;
            return [.. from.Options(habit).Select(option => new TimeOption(option.From, option.Minutes))];
        }

        var at = clues.Part is { } said && time.Time!.TakesPart ? time.Time with { Part = said } : time.Time!;
        return clues.Part is { } also && at.Part is null && at.Form is not (ClockForm.Noon or ClockForm.Midnight) && (at with { Part = also }).Options(habit).Count == 0
            ? []
            : [.. at.Options(IsUnannounced(at) ? ClockHabit.TwelveHours : habit).Select(option => new TimeOption(option, null))];
    }

    /// <summary>A number alone may be an hour: "tomorrow 7".</summary>
    private bool IsUnannounced(ClockTime time) => time is { Form: ClockForm.Bare, Part: null } && clues is { Part: null, Time.IsAnnounced: false };

    private Resolution At(IReadOnlyList<DayCandidate> days, IReadOnlyList<TimeOption> times)
    {
        if (times.Count == 0)
            return Resolution.Failed(WhenProblem.Impossible);

        var (readings, problems) = (new List<WhenReading>(), new List<(WhenProblem Problem, LocalMoment? Moment)>());
        WhenProblem? doubt = days.Select(day => day.Doubt).FirstOrDefault(reason => reason is not null);
        foreach (var day in days)
        {
            foreach (var time in times)
                Add(day.Date.PlusDays(time.Start.DaysLater) + time.Start.Time, time.Minutes);
        }

        if (readings.Count == 0)
            return Resolution.Failed(problems[0].Problem, problems[0].Moment);
        if (problems.Find(problem => problem.Problem == WhenProblem.Skipped) is { Moment: not null })
            doubt ??= WhenProblem.Unclear;
        if (clues.Time is { Time: { } only } && IsUnannounced(only))
            doubt ??= WhenProblem.Unclear;
        return new Resolution(readings, doubt, null, null);

        void Add(LocalDateTime local, int? minutes)
        {
            var starts = moments.At(local);
            if (starts.Count == 0)
                problems.Add((WhenProblem.Skipped, new LocalMoment(local, zone)));
            else if (clues.IsSecond is not null && starts[0].Occurrences < 2)
                problems.Add((WhenProblem.Unknown, null));
            foreach (var start in starts)
            {
                if (start.Utc <= context.Now.ToDateTimeUtc())
                    problems.Add((WhenProblem.Past, start));
                else if (Length(start, minutes) is var (length, problem) && problem is { } wrong)
                    problems.Add((wrong, start));
                else if (clues.IsSecond is null || start.Occurrences == 2)
                    readings.Add(new WhenReading(start, length));
            }
        }
    }

    /// <summary>How long it lasts, by whichever of a range, a length and an end was given.</summary>
    private (Duration? Length, WhenProblem? Problem) Length(LocalMoment start, int? minutes)
    {
        if (clues.End is { } end)
            return Until(start, end);
        if (minutes is not { } range)
            return clues.Lasts > MaxLength ? (null, WhenProblem.EndsEarlier) : (clues.Lasts, null);

        var until = new LocalMoment(start.Local.PlusMinutes(range), start.Zone);
        var length = Duration.FromTimeSpan(until.Utc - start.Utc);
        return length > MaxRange || length <= Duration.Zero ? (null, WhenProblem.EndsEarlier) : (length, null);
    }

    private (Duration? Length, WhenProblem? Problem) Until(LocalMoment start, EndClue end)
    {
        var (days, problem) = new DayResolver(start.Local.Date, IsSeries: false).Resolve([end.Day]);
        var lengths = days
            .SelectMany(day => end.Time.Options(habit), (day, time) => new LocalMoment(day.Date.PlusDays(time.DaysLater) + time.Time, start.Zone))
            .Select(until => Duration.FromTimeSpan(until.Utc - start.Utc))
            .Where(length => length > Duration.Zero && length <= MaxLength)
            .ToList();
        return problem is not null || lengths.Count == 0 ? (null, WhenProblem.EndsEarlier) : (lengths.Min(), null);
    }

    /// <summary>A series begins on the first of the days that are possible.</summary>
    private Resolution First(Resolution resolution, RepeatClue repeat)
    {
        if (resolution.Readings.Count == 0)
            return resolution;

        var date = resolution.Readings.Min(reading => reading.Start.Local.Date);
        var repetition = new Repetition(repeat.Frequency, repeat.Interval) { Count = clues.RepeatCount };
        if (repeat.Frequency == Frequency.Weekly)
            repetition = repetition with { Day = date.DayOfWeek };
        else if (clues.Days.OfType<NthWeekday>().FirstOrDefault() is { } nth)
            repetition = repetition with { Day = nth.Day, Nth = nth.Nth };
        else
            repetition = repetition with { DayOfMonth = date.Day };

        if (clues.RepeatUntil is { } last)
        {
            var (days, problem) = new DayResolver(date, IsSeries: false).Resolve([last]);
            if (problem is not null || days.Count != 1)
                return Resolution.Failed(problem ?? WhenProblem.Unclear);
            repetition = repetition with { Until = days[0].Date };
        }

        return clues.RepeatCount is < 1 or > 500
            ? Resolution.Failed(WhenProblem.Impossible)
            : resolution with { Readings = [.. resolution.Readings.Where(reading => reading.Start.Local.Date == date).Select(reading => reading with { Repeats = repetition })] };
    }
}
