using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// What the bot's own messages offer, read from the messages themselves: the homeserver vouches for their sender, so nothing has to be
/// stored. In encrypted rooms, which the bot's own messages leave unreadable for it, it is stored. Thread-safe; caches recent messages.
/// </summary>
internal sealed class OwnMessages(MatrixApi api, Session session, EncryptedRooms encrypted, OfferedChoices offers)
{
    private const int MaxCached = 1_000;
    private const int LatestPageSize = 10;
    private readonly ConcurrentDictionary<string, OwnMessage?> cached = new(StringComparer.Ordinal);

    /// <returns>Null if the message is not the bot's or cannot be read.</returns>
    public async Task<OwnMessage?> FindAsync(string room, string message, CancellationToken ct)
    {
        if (cached.TryGetValue(message, out var known) || (known = offers.Find(message)) is not null)
            return known;

        var found = await api.FindEventAsync(room, message, ct) is { Type: EventTypes.Message or EventTypes.Encrypted } e && e.Sender == session.Me ? Read(e) : null;
        if (cached.Count >= MaxCached)
            cached.Clear();
        return cached[message] = found;
    }

    /// <summary>The latest of the bot's messages in a room that offers choices; null if none of the last ten does.</summary>
    public async Task<OwnMessage?> LatestWithChoicesAsync(string room, CancellationToken ct)
    {
        if (encrypted.Include(room))
            return offers.LatestIn(room);

        var filter = new JsonObject { ["senders"] = new JsonArray(session.Me), ["types"] = new JsonArray(EventTypes.Message) };
        var page = await api.MessagesBeforeAsync(room, null, null, filter, LatestPageSize, ct);
        return (page.Chunk ?? []).Select(e => new MatrixEvent(e)).Where(e => e.Sender == session.Me).Select(Read).FirstOrDefault(m => m.Choices.Count > 0);
    }

    /// <summary>Must be called when a message was sent or edited, with the choices that it offers now.</summary>
    public async Task NoteAsync(string room, string message, JsonObject content, CancellationToken ct)
    {
        cached.TryRemove(message, out _);
        if (encrypted.Include(room))
            await offers.SetAsync(room, message, MessageContent.ReadChoices(content), ct);
    }

    private static OwnMessage Read(MatrixEvent e) =>
        new(e.Id, MessageContent.ReadChoices(e));
}

/// <summary>A message of the bot's.</summary>
/// <param name="Id">Its event id.</param>
/// <param name="Choices">The choices that it offers now.</param>
internal sealed record OwnMessage(string Id, IReadOnlyList<OfferedChoice> Choices);
