using System.Text.Json.Nodes;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Searches a room's history for a message of the bot's by the key in its content.</summary>
internal sealed class SentMessageFinder(MatrixApi api, Session session, SentMarks marks, MatrixTiming timing, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int MaxPages = 50;

    /// <summary>How far the clocks of the bot and the homeserver may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Finds a post whose confirmation was lost, once the homeserver may have forgotten its transaction id. Until then the
    /// transaction id prevents duplicates, and nothing is searched.
    /// </summary>
    /// <returns>The event's id; null if it was not found or not searched.</returns>
    public async Task<string?> FindAsync(string room, Post post, CancellationToken ct)
    {
        var isExpired = clock.UtcNow - post.FirstAttempt > timing.TransactionLifetime;
        return isExpired || session.DeviceSince > post.FirstAttempt
            ? await FindAsync(room, post.Key, post.FirstAttempt - ClockSkew, ct)
            : null;
    }

    /// <param name="room">The room's id.</param>
    /// <param name="key">The message's key.</param>
    /// <param name="since">The message is not older, UTC.</param>
    /// <returns>The event's id; null if there is no such message.</returns>
    public async Task<string?> FindAsync(string room, string key, DateTime since, CancellationToken ct)
    {
        var filter = new JsonObject { ["senders"] = new JsonArray(session.Me), ["types"] = new JsonArray(EventTypes.Message, EventTypes.Encrypted) };
        var mark = marks.Of(key);
        string? from = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var received = await api.MessagesBeforeAsync(room, from, null, filter, PageSize, ct);
            var events = (received.Chunk ?? []).Select(e => new MatrixEvent(e)).ToList();
            if (events.FirstOrDefault(e => e.Sender == session.Me && e.Content.Text(MessageContent.Key) == (e.Type == EventTypes.Encrypted ? mark : key)) is { Id.Length: > 0 } found)
                return found.Id;
            if (received.End is null || (events.Count > 0 && events[^1].At < since))
                return null;
            from = received.End;
        }

        return null;
    }
}
