using System.Text.Json;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>The part of a sync that concerns one joined room.</summary>
/// <param name="Id">The room's id.</param>
/// <param name="State">The state before the timeline.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="GapBefore">Where the events between the last sync and the timeline can be requested; null if none are missing.</param>
internal sealed record RoomUpdate(string Id, IReadOnlyList<MatrixEvent> State, IReadOnlyList<MatrixEvent> Timeline, string? GapBefore)
{
    /// <summary>New member counts; null if they have not changed.</summary>
    public SyncSummary? Summary { get; init; }

    /// <summary>Whether the room says that it replaces another one.</summary>
    public bool NamesPredecessor => State.Concat(Timeline)
        .Any(e => e.IsState(EventTypes.Create) && e.Content.At("predecessor").Text("room_id") is not null);

    /// <summary>The joined rooms of a sync. Pure.</summary>
    public static IReadOnlyList<RoomUpdate> Read(SyncResponse sync) =>
    [
        .. (sync.Rooms?.Join ?? []).Select(room => new RoomUpdate(
            room.Key,
            Events(room.Value.State?.Events),
            Events(room.Value.Timeline?.Events),
            room.Value.Timeline is { Limited: true, PrevBatch: { } before } ? before : null)
        {
            Summary = room.Value.Summary,
        }),
    ];

    /// <summary>The events after the bot last joined, if it joined among them; otherwise all. Pure.</summary>
    public static IReadOnlyList<MatrixEvent> SinceJoining(IReadOnlyList<MatrixEvent> events, string me)
    {
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (IsJoining(events[i], me))
                return [.. events.Skip(i + 1)];
        }

        return events;
    }

    public static bool IsJoining(MatrixEvent e, string me) =>
        e.IsState(EventTypes.Member, me) && e.Membership == "join" && e.ChangesMembership;

    private static IReadOnlyList<MatrixEvent> Events(List<JsonElement>? events) => [.. (events ?? []).Select(e => new MatrixEvent(e))];
}
