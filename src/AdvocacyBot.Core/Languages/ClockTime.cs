using NodaTime;

namespace AdvocacyBot.Core.Languages;

/// <summary>How a clock time is written, which decides whether its half of the day is certain.</summary>
internal enum ClockForm
{
    /// <summary>An hour alone: "7".</summary>
    Bare,

    /// <summary>"7:30", without a zero in front.</summary>
    Colon,

    /// <summary>With a word for hours: "7h30". On the 24-hour clock, though "5h" is also said of the afternoon.</summary>
    Hours,

    /// <summary>On the 24-hour clock for certain: "07:30", "05h", "2027-05-31T07:30".</summary>
    TwentyFour,

    Noon,
    Midnight,
}

/// <summary>Which clock a text of unknown half of the day is read by.</summary>
internal enum ClockHabit
{
    /// <summary>As settings are written: 7 is 07:00.</summary>
    AsWritten,

    /// <summary>English: "at 7" may be either.</summary>
    TwelveHours,

    /// <summary>French and Spanish: "a las 7" is 07:00, but "a las 5" may be 17:00, because nobody meets at five in the morning.</summary>
    TwentyFourHours,
}

/// <summary>A time of day and, after "Friday at midnight", how many days after the day that was named.</summary>
internal sealed record ClockOption(LocalTime Time, int DaysLater = 0)
{
    /// <summary>Minutes from the start of the day that was named.</summary>
    public int Minutes => (DaysLater * 24 * 60) + (Time.Hour * 60) + Time.Minute;
}

/// <summary>A time of day as it was written.</summary>
internal sealed record ClockTime(int Hour, int Minute, ClockForm Form, PartOfDay? Part = null)
{
    private static readonly ClockOption[] EitherMidnight = [new(LocalTime.Midnight), new(LocalTime.Midnight, 1)];

    /// <summary>Whether a part of the day that is said elsewhere may decide its half of the day.</summary>
    public bool TakesPart => Part is null && Form is ClockForm.Bare or ClockForm.Colon or ClockForm.Hours && Hour is >= 1 and <= 12;

    /// <summary>Whether nothing says its half of the day.</summary>
    public bool IsOpen => TakesPart && Form != ClockForm.Hours;

    /// <summary>
    /// The same time in the other half of the day, if it is written without saying which: if 8:00 is over, "today at 8" is 20:00. On the
    /// 24-hour clock, "9h" and "9:00" say it.
    /// </summary>
    public ClockTime? OtherHalf(ClockHabit habit) =>
        IsOpen && Hour < 12 && (Form == ClockForm.Bare || habit == ClockHabit.TwelveHours) ? this with { Hour = Hour + 12, Form = ClockForm.TwentyFour } : null;

    /// <summary>The times it may mean, the earliest first; empty if there is none.</summary>
    public IReadOnlyList<ClockOption> Options(ClockHabit habit) => this switch
    {
        { Hour: > 24 or < 0 } or { Minute: > 59 or < 0 } or { Hour: 24, Minute: > 0 } => [],
        { Form: ClockForm.Noon } => At(12),
        { Form: ClockForm.Midnight } => Minute == 0 ? EitherMidnight : [new(new LocalTime(0, Minute)), new(new LocalTime(0, Minute), 1)],
        { Hour: 24 } => [new ClockOption(LocalTime.Midnight, 1)],
        { Part: { } part } => InPart(part),
        { Form: ClockForm.TwentyFour } or { Hour: 0 or > 12 } => At(Hour),
        _ => Open(habit),
    };

    private IReadOnlyList<ClockOption> InPart(PartOfDay part) => (part, Hour) switch
    {
        (PartOfDay.Am, 12) => At(0),
        (PartOfDay.Am, <= 12) => At(Hour),
        (PartOfDay.Pm, >= 12) => At(Hour),
        (PartOfDay.Pm, > 0) => At(Hour + 12),
        (PartOfDay.Morning, 12) => [.. At(0), .. At(12)],
        (PartOfDay.Morning, < 12) => At(Hour),
        (PartOfDay.Afternoon, >= 12 and <= 21) => At(Hour),
        (PartOfDay.Afternoon, >= 1 and <= 9) => At(Hour + 12),
        (PartOfDay.Evening or PartOfDay.Night, 0 or 12) => [.. At(0), .. At(0, 1)],
        (PartOfDay.Evening or PartOfDay.Night, >= 16) => At(Hour),
        (PartOfDay.Evening, >= 4) or (PartOfDay.Night, >= 5) => At(Hour + 12),
        (PartOfDay.Night, _) => [.. At(Hour), .. At(Hour, 1)],
        (PartOfDay.SmallHours, 12) => At(0),
        (PartOfDay.SmallHours, <= 6) => At(Hour),
        _ => [],
    };

    /// <summary>An hour from 1 to 12 of which nothing says the half of the day.</summary>
    private IReadOnlyList<ClockOption> Open(ClockHabit habit)
    {
        var isCertain = Hour == 12 || habit switch
        {
            ClockHabit.AsWritten => true,
            _ when Form == ClockForm.Hours => Hour >= 7,
            ClockHabit.TwentyFourHours => Hour >= 7,
            ClockHabit.TwelveHours => Hour >= 9 && Form == ClockForm.Colon,
            _ => true,
        };
        return isCertain ? At(Hour) : [.. At(Hour), .. At(Hour + 12)];
    }

    private IReadOnlyList<ClockOption> At(int hour, int daysLater = 0) => [new ClockOption(new LocalTime(hour, Minute), daysLater)];
}
