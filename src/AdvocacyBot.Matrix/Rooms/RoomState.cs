using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>What the bot knows about a room that it is in. Immutable and pure.</summary>
internal sealed record RoomState(string Id)
{
    private MatrixEvent? Create { get; init; }

    private MatrixEvent? Levels { get; init; }

    private long? Joined { get; init; }

    private long? Invited { get; init; }

    public PowerLevels Powers { get; private init; } = new(null, null);

    /// <summary>As far as the state says. <see cref="EncryptedRooms"/> decides what is sent.</summary>
    public bool IsEncrypted { get; private init; }

    /// <summary>Who may read earlier messages.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroomhistory_visibility"/>
    public string HistoryVisibility { get; private init; } = "shared";

    /// <summary>Whether whoever joins may read what was said before.</summary>
    public bool SharesHistory => HistoryVisibility is "shared" or "world_readable";

    /// <summary>A space is a list of rooms: clients show no messages in it.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#spaces"/>
    public bool IsSpace { get; private init; }

    /// <summary>The room that this one says has replaced it.</summary>
    public string? Replacement { get; private init; }

    /// <summary>Who replaced it. The new room can be joined through that user's server.</summary>
    public string? ReplacedBy { get; private init; }

    /// <summary>The room that this one says it replaces.</summary>
    public string? Predecessor { get; private init; }

    public string? Creator => Create?.Sender;

    /// <summary>How many users are in the room or invited; null until the homeserver has said so.</summary>
    public long? MemberCount => Joined + (Invited ?? 0);

    /// <summary>The state after events, in their order.</summary>
    public RoomState With(IEnumerable<MatrixEvent> events) => events.Aggregate(this, (state, e) => state.With(e));

    /// <summary>The state after an event; unchanged if the event is irrelevant.</summary>
    public RoomState With(MatrixEvent e)
    {
        if (e.IsState(EventTypes.PowerLevels))
            return this with { Levels = e, Powers = new PowerLevels(Create, e) };
        if (e.IsState(EventTypes.Create))
        {
            return this with
            {
                Create = e,
                Powers = new PowerLevels(e, Levels),
                Predecessor = e.Content.At("predecessor").Text("room_id"),
                IsSpace = e.Content.Text("type") == "m.space",
            };
        }

        if (e.IsState(EventTypes.Encryption))
            return this with { IsEncrypted = true };
        if (e.IsState(EventTypes.HistoryVisibility))
            return this with { HistoryVisibility = e.Content.Text("history_visibility") ?? "shared" };
        if (e.IsState(EventTypes.Tombstone))
            return this with { Replacement = e.Content.Text("replacement_room"), ReplacedBy = e.Sender };
        return this;
    }

    /// <summary>The state with new member counts. A count that is missing has not changed.</summary>
    public RoomState With(SyncSummary? summary) =>
        summary is null ? this : this with { Joined = summary.Joined ?? Joined, Invited = summary.Invited ?? Invited };
}
