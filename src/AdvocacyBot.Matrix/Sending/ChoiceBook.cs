using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Which choices a message offers, from the message itself: the homeserver vouches that the bot wrote it.</summary>
internal sealed class ChoiceBook(MatrixApi api, Session session)
{
    private const int Most = 1_000;
    private readonly ConcurrentDictionary<string, IReadOnlyList<OfferedChoice>> known = new(StringComparer.Ordinal);

    /// <returns>None where the message is not the bot's, offers nothing, or is gone.</returns>
    public async Task<IReadOnlyList<OfferedChoice>> OfAsync(string room, string message, CancellationToken ct)
    {
        if (known.TryGetValue(message, out var choices))
            return choices;
        if (known.Count >= Most)
            known.Clear();
        return known[message] = await FetchAsync(room, message, ct);
    }

    /// <summary>The bot's latest message in a room that offers choices.</summary>
    public async Task<string?> LatestAsync(string room, CancellationToken ct)
    {
        var filter = new JsonObject { ["senders"] = new JsonArray(session.Me), ["types"] = new JsonArray(EventTypes.Message) };
        var page = await api.MessagesBeforeAsync(room, null, null, filter, 10, ct);
        return (page.Chunk ?? []).Select(e => new MatrixEvent(e))
            .FirstOrDefault(e => e.Sender == session.Me && MessageContent.ReadChoices(e).Count > 0).Id is { Length: > 0 } id ? id : null;
    }

    public void Forget(string message) => known.TryRemove(message, out _);

    private async Task<IReadOnlyList<OfferedChoice>> FetchAsync(string room, string message, CancellationToken ct)
    {
        try
        {
            var e = await api.EventAsync(room, message, ct);
            return e.Sender == session.Me ? MessageContent.ReadChoices(e) : [];
        }
        catch (MatrixException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return [];
        }
    }
}
