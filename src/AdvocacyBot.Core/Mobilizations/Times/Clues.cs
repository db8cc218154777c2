using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>One thing that a part of a text says about when.</summary>
internal abstract record Clue;

/// <summary>Something that narrows down the day. Several of them must agree.</summary>
internal abstract record DayClue : Clue;

/// <summary>"31 May", "May 31st, 2027".</summary>
internal sealed record NamedDate(int? Year, int Month, int Day) : DayClue;

/// <summary>"3/4" or "3.4.2027": day and month in either order.</summary>
internal sealed record NumericDate(int First, int Second, int? Year) : DayClue;

/// <summary>"the 5th", or the number in "Saturday 5".</summary>
internal sealed record DayOfMonth(int Day) : DayClue;

internal sealed record Weekday(IsoDayOfWeek Day, Which Which) : DayClue;

/// <summary>"second Sunday of next month". Without a month, it may be any.</summary>
/// <param name="Nth">From 1, or <see cref="NumberWords.Last"/>.</param>
/// <param name="Near">The month by its distance.</param>
/// <param name="Month">The month by its name.</param>
internal sealed record NthWeekday(int Nth, IsoDayOfWeek Day, NearMonth? Near, int? Month, int? Year) : DayClue;

/// <summary>"tomorrow", "in 3 days". With <paramref name="OrDays"/> for "dans quinze jours", which is 14 days for most.</summary>
internal sealed record DaysAway(int Days, int? OrDays = null) : DayClue;

/// <summary>"in 2 weeks", "next week"; with a weekday, any day of that week.</summary>
/// <param name="IsExact">Whether it names a day without a weekday: "in 2 weeks" does, "next week" does not.</param>
internal sealed record WeeksAway(int Weeks, bool IsExact) : DayClue;

internal sealed record MonthsAway(int Months) : DayClue;

/// <summary>A part of the day apart from the time: "Saturday evening".</summary>
internal sealed record PartClue(PartOfDay Part) : Clue;

/// <summary>A time of day, or a range of them.</summary>
/// <param name="IsAnnounced">Whether a word such as "at" precedes it, without which a bare number is not a time.</param>
internal sealed record TimeClue(ClockRange? Range, ClockTime? Time, bool IsAnnounced) : Clue;

/// <summary>"in 2 hours".</summary>
internal sealed record Elapsed(Duration Duration) : Clue;

/// <summary>"for 3 hours".</summary>
internal sealed record Lasts(Duration Duration) : Clue;

/// <summary>The end on another day: "to 6 December 2am".</summary>
internal sealed record EndClue(DayClue Day, ClockTime Time) : Clue;

/// <summary>A zone, or an abbreviation that also fixes the offset.</summary>
/// <param name="Id">Its IANA name; null for the group's own zone.</param>
/// <param name="Abbreviation">As zones call themselves, such as EST.</param>
/// <param name="Offset">Given with the abbreviation or alone.</param>
internal sealed record ZoneClue(string? Id, string? Abbreviation = null, Offset? Offset = null) : Clue;

/// <summary>The same time in another zone: "7pm ET / 4pm PT".</summary>
internal sealed record AlsoClue(ClockTime Time, ZoneClue Zone) : Clue;

/// <summary>The first or the second of two equal times on the day the clocks go back.</summary>
internal sealed record OccurrenceClue(bool IsSecond) : Clue;

/// <summary>"every Monday"; the day it says nothing about comes from another clue.</summary>
/// <param name="IsHabit">Whether it is said as in "le samedi", which means every Saturday only if nothing else names a day.</param>
internal sealed record RepeatClue(Frequency Frequency, int Interval, bool IsHabit = false) : Clue;

/// <summary>"until 21 December".</summary>
internal sealed record RepeatUntil(DayClue Day) : Clue;

/// <summary>"5 times", "for 6 weeks".</summary>
internal sealed record RepeatCount(int Count) : Clue;

/// <summary>Something that is understood but cannot be used.</summary>
internal sealed record Refusal(WhenProblem Problem) : Clue;

/// <summary>All that one reading of a text says about when.</summary>
/// <param name="Languages">The languages to which every word of it belongs.</param>
internal sealed record Clues(LanguageSet Languages)
{
    public static readonly Clues None = new(LanguageSet.All);

    public IReadOnlyList<DayClue> Days { get; private init; } = [];

    public PartOfDay? Part { get; private init; }

    public TimeClue? Time { get; private init; }

    public Elapsed? Elapsed { get; private init; }

    public Duration? Lasts { get; private init; }

    public EndClue? End { get; private init; }

    public ZoneClue? Zone { get; private init; }

    public AlsoClue? Also { get; private init; }

    public bool? IsSecond { get; private init; }

    public RepeatClue? Repeat { get; private init; }

    public DayClue? RepeatUntil { get; private init; }

    public int? RepeatCount { get; private init; }

    public WhenProblem? Refusal { get; private init; }

    /// <summary>These clues and one more; null if it contradicts them.</summary>
    public Clues? With(Clue clue, LanguageSet languages)
    {
        var more = this with { Languages = Languages & languages };
        return clue switch
        {
            DayClue day when Days.Count < 3 && !Days.Any(known => known.GetType() == day.GetType()) => more with { Days = [.. Days, day] },
            PartClue part when Part is null => more with { Part = part.Part },
            TimeClue time when Time is null && Elapsed is null => more with { Time = time },
            Elapsed elapsed when Elapsed is null && Time is null => more with { Elapsed = elapsed },
            Lasts lasts when Lasts is null && End is null => more with { Lasts = lasts.Duration },
            EndClue end when End is null && Lasts is null && Time is { Range: null } => more with { End = end },
            ZoneClue zone when Zone is null => more with { Zone = zone },
            AlsoClue also when Also is null && Time is { Range: null } && Zone is not null => more with { Also = also },
            OccurrenceClue occurrence when IsSecond is null && Time is not null => more with { IsSecond = occurrence.IsSecond },
            RepeatClue repeat when Repeat is null || (Repeat.Frequency == repeat.Frequency && Repeat.Interval == 1) => more with { Repeat = repeat },
            RepeatClue { Interval: 1 } repeat when Repeat.Frequency == repeat.Frequency => more,
            RepeatUntil until when RepeatUntil is null && RepeatCount is null => more with { RepeatUntil = until.Day },
            RepeatCount count when RepeatUntil is null && RepeatCount is null => more with { RepeatCount = count.Count },
            Refusal refusal => more with { Refusal = Refusal ?? refusal.Problem },
            _ => null,
        };
    }
}
