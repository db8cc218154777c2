using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>What a text says of a date and time; either <see cref="Start"/> or <see cref="Problem"/>.</summary>
internal sealed record WhenRead(LocalMoment? Start, WhenProblem? Problem = null, string? Word = null)
{
    /// <summary>How long it lasts, where an end was given.</summary>
    public Duration? Lasts { get; init; }
}

/// <summary>Why a date and time cannot be used as it was written.</summary>
internal enum WhenProblem
{
    NoDate,
    NoTime,

    /// <summary>A word that is no part of a date, time or zone.</summary>
    Unknown,

    /// <summary>A day or an hour that does not exist, such as 31 June.</summary>
    Impossible,

    /// <summary>Numbers that can be day and month or month and day.</summary>
    Unclear,

    /// <summary>It is over.</summary>
    Past,

    /// <summary>The clocks are put forward over it.</summary>
    Skipped,

    /// <summary>The clocks are put back over it and show it twice.</summary>
    Twice,
}

/// <summary>What a date and time is read against.</summary>
/// <param name="Now">For relative dates and missing years.</param>
/// <param name="Zone">Where the text names no other.</param>
/// <param name="Zones">Which zones there are.</param>
internal sealed record WhenContext(Instant Now, DateTimeZone Zone, IDateTimeZoneProvider Zones);
