using NodaTime;

namespace AdvocacyBot.Core.Languages;

/// <summary>Two clock times, as in "2-4pm".</summary>
internal sealed record ClockRange(ClockTime From, ClockTime Until)
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>
    /// The ranges it may mean, as a start and a length of 1 minute to 24 hours. If one end leaves the half of the day open,
    /// the other decides: "2-4pm" lasts two hours, not fourteen. If both do, "2-4" may be either, while "10-12" ends at noon.
    /// </summary>
    public IReadOnlyList<(ClockOption From, int Minutes)> Options(ClockHabit habit)
    {
        var untils = UntilOptions(habit);
        if (untils.Count == 0)
            return [];

        var ranges = Froms(habit).Select(from => (From: from, Minutes: untils.Min(until => Length(from, until)))).ToList();
        return From.IsOpen && UntilDecides
            ? [ranges.MinBy(range => range.Minutes)]
            : ranges;
    }

    private bool UntilDecides => Until.Part is not null || Until.Form is ClockForm.Noon or ClockForm.Midnight;

    private IReadOnlyList<ClockOption> Froms(ClockHabit habit) => this switch
    {
        _ when From.IsOpen && UntilDecides => BothHalves(From),
        _ when habit == ClockHabit.AsWritten || !From.IsOpen => From.Options(habit),
        { Until.IsOpen: false } => From.Options(ClockHabit.TwentyFourHours),
        { From.Form: ClockForm.Colon } or { From.Hour: 12 } => From.Options(habit),
        { From.Hour: >= 9, Until.Hour: 12 } => From.Options(ClockHabit.AsWritten),
        _ => BothHalves(From),
    };

    private IReadOnlyList<ClockOption> UntilOptions(ClockHabit habit) =>
        Until.IsOpen && (habit != ClockHabit.AsWritten || From.Part is not null) ? BothHalves(Until) : Until.Options(habit);

    private static IReadOnlyList<ClockOption> BothHalves(ClockTime time) =>
        time.Minute > 59
            ? []
            : [new ClockOption(new LocalTime(time.Hour % 12, time.Minute)), new ClockOption(new LocalTime((time.Hour % 12) + 12, time.Minute))];

    private static int Length(ClockOption from, ClockOption until)
    {
        var minutes = ((until.Time.Hour * 60) + until.Time.Minute - (from.Time.Hour * 60) - from.Time.Minute + MinutesOfDay) % MinutesOfDay;
        return minutes == 0 ? MinutesOfDay : minutes;
    }
}
