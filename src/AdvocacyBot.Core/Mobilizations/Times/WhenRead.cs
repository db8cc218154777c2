using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>One time that a text may mean.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Lasts">How long it lasts, if an end or a length was given.</param>
/// <param name="Repeats">How it goes on, if it is a series.</param>
internal sealed record WhenReading(LocalMoment Start, Duration? Lasts = null, Repetition? Repeats = null)
{
    /// <summary>The end as the clocks at the place show it, if one was given.</summary>
    public LocalMoment? End => Lasts is { } lasts ? Start.Plus(lasts) : null;
}

/// <summary>
/// What a text says about when: one reading, several to ask about, or none. A single reading with a problem has to be confirmed,
/// because it is not literally what was written.
/// </summary>
/// <param name="Readings">The earliest first.</param>
/// <param name="Problem">Why it cannot be used as it was written; null if it is clear.</param>
/// <param name="Detail">The word or time that the problem is about.</param>
internal sealed record WhenRead(IReadOnlyList<WhenReading> Readings, WhenProblem? Problem = null, string? Detail = null)
{
    /// <summary>The one reading; null if it is not certain.</summary>
    public WhenReading? Reading => Problem is null ? Readings[0] : null;

    /// <summary>Whether the writer can choose among readings.</summary>
    public bool IsQuestion => Problem is not null && Readings.Count > 0;

    public static WhenRead Refused(WhenProblem problem, string? detail = null) => new([], problem, detail);
}

/// <summary>Why a date and time cannot be used as it was written.</summary>
internal enum WhenProblem
{
    NoDate,
    NoTime,

    /// <summary>A word that does not belong to a date, time or zone.</summary>
    Unknown,

    /// <summary>A day or an hour that does not exist, such as 31 June.</summary>
    Impossible,

    /// <summary>It can be read in several ways.</summary>
    Unclear,

    /// <summary>The weekday and the date do not agree.</summary>
    Disagree,

    /// <summary>Without a year, it is over in this one.</summary>
    NextTime,

    /// <summary>It is over.</summary>
    Past,

    /// <summary>More than a hundred years ahead.</summary>
    TooFar,

    /// <summary>The clocks skip it.</summary>
    Skipped,

    /// <summary>The clocks show it twice.</summary>
    Twice,

    /// <summary>"EST" in summer: Eastern time, or an hour later.</summary>
    WrongSeason,

    /// <summary>The times given for two zones are not the same moment.</summary>
    ZonesDisagree,

    /// <summary>It ends before it begins.</summary>
    EndsEarlier,

    /// <summary>It covers several days without saying when it ends.</summary>
    SeveralDays,

    /// <summary>A series on several weekdays.</summary>
    SeveralWeekdays,

    /// <summary>A series on every day.</summary>
    Daily,
}

/// <summary>What a date and time is read against.</summary>
/// <param name="Now">For relative dates and missing years.</param>
/// <param name="Zone">Used if the text names no other.</param>
/// <param name="Zones">The zones that exist.</param>
internal sealed record WhenContext(Instant Now, DateTimeZone Zone, IDateTimeZoneProvider Zones);
