using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>An action that everybody may know of, as pages show it: what was published last, and never who comes.</summary>
/// <param name="Name">Its name in addresses; see <see cref="PublicNames"/>.</param>
/// <param name="Number">What people type, as in <c>action 7</c>.</param>
public sealed record PublicAction(string Name, long Number, string Title, string Place, PublicActionState State)
{
    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>Whether the organizer said when it ends; otherwise <see cref="EndsAt"/> is an estimate that nobody is shown.</summary>
    public bool HasEnd { get; init; }

    /// <summary>The place's IANA zone.</summary>
    public required string Zone { get; init; }

    /// <summary>A map of its place; null if the place is on none, or it does not take place.</summary>
    public Uri? Map { get; init; }

    /// <summary>Its picture, whose address is for the bot alone: pages show a copy of their own.</summary>
    public Picture? Picture { get; init; }

    public string? Details { get; init; }

    public string? Access { get; init; }

    public string? Hotline { get; init; }

    /// <summary>Why it is cancelled, in the organizer's words.</summary>
    public string? CancelReason { get; init; }

    /// <summary>When it was to begin before it was moved, UTC.</summary>
    public DateTime? FormerStartsAt { get; init; }

    public string? FormerPlace { get; init; }

    /// <summary>When those going are told where to meet, UTC; null if that is public.</summary>
    public DateTime? RevealAt { get; init; }

    /// <summary>How full it is, in words; null if seats are not counted.</summary>
    public string? Seats { get; init; }

    /// <summary>How many are going, in words.</summary>
    public string? Going { get; init; }

    public IReadOnlyList<PublicRole> Roles { get; init; } = [];

    /// <summary>Whether answers are taken now.</summary>
    public bool TakesAnswers { get; init; }

    /// <summary>Whether a newcomer would wait for a seat.</summary>
    public bool IsFull { get; init; }

    /// <summary>How many seats there are, for limits only; null for as many as come.</summary>
    public int? Capacity { get; init; }
}

/// <summary>A task that people can take on.</summary>
/// <param name="IsNeeded">Whether somebody was still needed at the last publication.</param>
public sealed record PublicRole(string Name, bool IsNeeded);

/// <summary>Where a <see cref="PublicAction"/> stands.</summary>
public enum PublicActionState
{
    Upcoming,
    Now,
    Over,
    Cancelled,
}
