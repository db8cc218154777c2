using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>What the bot needs to know of a room that it is in; replaced as a whole when something changes. Pure.</summary>
internal sealed record RoomState(string Id)
{
    private MatrixEvent? Create { get; init; }

    private MatrixEvent? Levels { get; init; }

    public PowerLevels Powers { get; private init; } = new(null, null);

    public bool IsEncrypted { get; private init; }

    /// <summary>The room that has taken this one's place.</summary>
    public string? Replacement { get; private init; }

    /// <summary>Who replaced it; the new room can be joined by way of their server.</summary>
    public string? ReplacedBy { get; private init; }

    /// <summary>The room whose place this one says it has taken.</summary>
    public string? Predecessor { get; private init; }

    public string? Creator => Create?.Sender;

    /// <summary>The state with events taken in, in their order.</summary>
    public RoomState With(IEnumerable<MatrixEvent> events) => events.Aggregate(this, (state, e) => state.With(e));

    /// <summary>The state with an event taken in; the same where the event is no state that matters.</summary>
    public RoomState With(MatrixEvent e)
    {
        if (e.IsState(EventTypes.PowerLevels))
            return this with { Levels = e, Powers = new PowerLevels(Create, e) };
        if (e.IsState(EventTypes.Create))
            return this with { Create = e, Powers = new PowerLevels(e, Levels), Predecessor = e.Content.At("predecessor").Text("room_id") };
        if (e.IsState(EventTypes.Encryption))
            return this with { IsEncrypted = true };
        if (e.IsState(EventTypes.Tombstone))
            return this with { Replacement = e.Content.Text("replacement_room"), ReplacedBy = e.Sender };
        return this;
    }
}
