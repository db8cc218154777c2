using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>What a sync says about one room.</summary>
/// <param name="Id">The room's.</param>
/// <param name="State">As it was before the timeline.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="GapBefore">Where the events between the last sync and the timeline can be asked for; null where there are none.</param>
internal sealed record RoomNews(string Id, IReadOnlyList<MatrixEvent> State, IReadOnlyList<MatrixEvent> Timeline, string? GapBefore)
{
    /// <summary>The rooms of a sync that the bot is in. Pure.</summary>
    public static IReadOnlyList<RoomNews> Read(SyncResponse sync) =>
    [
        .. (sync.Rooms?.Join ?? []).Select(room => new RoomNews(
            room.Key,
            Events(room.Value.State?.Events),
            Events(room.Value.Timeline?.Events),
            room.Value.Timeline is { Limited: true, PrevBatch: { } before } ? before : null)),
    ];

    /// <summary>
    /// The events that the bot was there for: those after it joined for the last time, if it joined among them. Pure.
    /// </summary>
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

    private static IReadOnlyList<MatrixEvent> Events(List<System.Text.Json.JsonElement>? events) =>
        [.. (events ?? []).Select(e => new MatrixEvent(e))];
}
