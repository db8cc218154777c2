using System.Net;
using System.Text.Json.Nodes;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Looks in a room's history for a post whose confirmation was lost, once the homeserver may have forgotten its transaction id.
/// </summary>
internal sealed class ReadBack(MatrixApi api, Session session, MatrixTiming timing, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int MostPages = 50;

    /// <summary>Clocks of two machines.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    /// <returns>The event's id; null where the post is not there, or where the transaction id is still protection enough.</returns>
    public async Task<string?> FindAsync(string room, Post post, CancellationToken ct)
    {
        var isForgotten = clock.UtcNow - post.FirstAttempt > timing.TransactionMemory;
        if (!isForgotten && session.DeviceSince <= post.FirstAttempt)
            return null;

        var filter = new JsonObject { ["senders"] = new JsonArray(session.Me), ["types"] = new JsonArray(EventTypes.Message) };
        string? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.MessagesBeforeAsync(room, from, null, filter, PageSize, ct);
            var events = (answer.Chunk ?? []).Select(e => new MatrixEvent(e)).ToList();
            if (events.FirstOrDefault(e => e.Sender == session.Me && e.Content.Text(MessageContent.Key) == post.Key) is { Id.Length: > 0 } found)
                return found.Id;
            if (answer.End is null || (events.Count > 0 && events[^1].At < post.FirstAttempt - Skew))
                return null;
            from = answer.End;
        }

        return null;
    }

    public async Task<bool> StandsInAsync(string room, string message, CancellationToken ct)
    {
        try
        {
            await api.EventAsync(room, message, ct);
            return true;
        }
        catch (MatrixException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return false;
        }
    }
}
