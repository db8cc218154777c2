using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Requests the events that a limited timeline left out, back to the end of the last sync or to where the bot joined, whichever is
/// later.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#syncing"/>
internal sealed partial class GapFiller(MatrixApi api, Session session, RoomDirectory rooms, ILogger<GapFiller> logger)
{
    private const int PageSize = 100;
    private const int MaxPages = 100;

    /// <param name="room">The room's id.</param>
    /// <param name="before">Where its timeline begins.</param>
    /// <param name="since">Where the last sync ended. If the homeserver has forgotten that position, its time is used.</param>
    /// <returns>Oldest first.</returns>
    public async Task<IReadOnlyList<MatrixEvent>> FillAsync(string room, string before, SyncOrigin since, CancellationToken ct)
    {
        var found = new List<MatrixEvent>();
        var from = before;
        for (var page = 0; ; page++)
        {
            if (page == MaxPages)
            {
                LogTooLong(logger, found.Count, rooms.LogNameOf(room));
                break;
            }

            var received = await api.MessagesBeforeAsync(room, from, since.Token, Filter, PageSize, ct);
            var events = (received.Chunk ?? []).Select(json => new MatrixEvent(json)).ToList();
            var end = events.FindIndex(e => RoomUpdate.IsJoining(e, session.Me) || !since.MayBeNew(e));
            found.AddRange(end < 0 ? events : events.Take(end + 1));
            if (end >= 0 || received.End is null || received.End == from)
                break;
            from = received.End;
        }

        found.Reverse();
        return found;
    }

    private static JsonObject Filter => new() { ["types"] = SyncFilter.Types, ["lazy_load_members"] = true };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: more than {Count} events were missed in {Room}; the oldest are skipped")]
    private static partial void LogTooLong(ILogger logger, int count, string room);
}
