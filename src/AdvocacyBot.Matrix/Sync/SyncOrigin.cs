using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Where a sync continues. Pure.</summary>
/// <param name="Last">Where the previous sync ended; null for the very first.</param>
/// <param name="IsTokenKnown">Whether the homeserver still knows that position.</param>
internal sealed record SyncOrigin(SyncPosition? Last, bool IsTokenKnown)
{
    /// <summary>How far the homeserver's clock may lag behind the bot's. Events that are read twice because of it are processed once.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>When the response was received, UTC by the bot's clock.</summary>
    public DateTime ReceivedAt { get; init; }

    public string? Token => IsTokenKnown ? Last?.Since : null;

    /// <summary>
    /// Whether an event may have come after the previous sync. The very first sync shows old history; one whose position the
    /// homeserver has forgotten shows some again, and is compared by time.
    /// </summary>
    public bool MayBeNew(MatrixEvent e) => Last is { } last && (IsTokenKnown || e.At >= last.At - ClockSkew);

    /// <summary>When an event was sent, but never earlier than the previous sync: the sender's server may lie.</summary>
    public DateTimeOffset TimeOf(MatrixEvent e) => new(Last is { } last && e.At < last.At ? last.At : e.At, TimeSpan.Zero);
}
