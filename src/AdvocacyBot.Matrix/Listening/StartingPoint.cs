using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>Where a sync goes on. Pure.</summary>
/// <param name="Last">Where the one before ended; null for the very first.</param>
/// <param name="IsTokenKnown">Whether the homeserver still knows that place.</param>
internal sealed record StartingPoint(Position? Last, bool IsTokenKnown)
{
    /// <summary>By how much the homeserver's clock may be behind the bot's. What is read twice for it has its effect and its answer once.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    public string? Token => IsTokenKnown ? Last?.Since : null;

    /// <summary>
    /// Whether an event may have come after the last sync. The very first sync shows history; one whose place the homeserver has
    /// forgotten shows some again, and time has to do.
    /// </summary>
    public bool MayBeNew(MatrixEvent e) => Last is { } last && (IsTokenKnown || e.At >= last.At - ClocksDiffer);

    /// <summary>
    /// When an event was said, as far as its sender's server can be believed: what is new now was not there when the sync before
    /// was asked for.
    /// </summary>
    public DateTimeOffset TimeOf(MatrixEvent e) => new(Last is { } last && e.At < last.At ? last.At : e.At, TimeSpan.Zero);
}
