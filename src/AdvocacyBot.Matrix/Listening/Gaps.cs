using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>
/// Fills the gap before a timeline that a sync has cut short, back to where the last sync ended or to where the bot joined,
/// whichever is later.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#syncing"/>
internal sealed partial class Gaps(MatrixApi api, Session session, RoomBook book, ILogger<Gaps> logger)
{
    private const int PageSize = 100;
    private const int MostPages = 100;

    /// <param name="room">Whose gap.</param>
    /// <param name="before">Where its timeline begins.</param>
    /// <param name="since">Where the last sync ended; where the homeserver does not know that place, its time has to do.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Oldest first.</returns>
    public async Task<IReadOnlyList<MatrixEvent>> FillAsync(string room, string before, StartingPoint since, CancellationToken ct)
    {
        var found = new List<MatrixEvent>();
        var from = before;
        for (var page = 0; ; page++)
        {
            if (page == MostPages)
            {
                LogTooLong(logger, found.Count, book.LogNameOf(room));
                break;
            }

            var answer = await api.MessagesBeforeAsync(room, from, since.Token, Filter, PageSize, ct);
            var events = (answer.Chunk ?? []).Select(json => new MatrixEvent(json)).ToList();
            var end = events.FindIndex(e => RoomNews.IsJoining(e, session.Me) || !since.MayBeNew(e));
            found.AddRange(end < 0 ? events : events.Take(end + 1));
            if (end >= 0 || answer.End is null || answer.End == from)
                break;
            from = answer.End;
        }

        found.Reverse();
        return found;
    }

    private static JsonObject Filter => new() { ["types"] = SyncFilter.Types, ["lazy_load_members"] = true };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: more than {Count} events were missed in {Room}; the oldest are left out")]
    private static partial void LogTooLong(ILogger logger, int count, string room);
}
