using System.Globalization;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <content>The events of a room.</content>
internal sealed partial class MatrixApi
{
    /// <summary>
    /// Sends an event as it is; messages go through <see cref="EndToEnd.EventSender"/>. The same transaction id from the same device
    /// returns the same event.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not encrypted, and the room is.</exception>
    public async Task<string> SendAsync(string room, string type, string transaction, JsonObject content, CancellationToken ct)
    {
        encrypted.EnsureMayBeSent(room, type);
        return (await PutAsync($"{Room(room)}/send/{type}/{Escape(transaction)}", "send", content, MatrixJson.Default.SentEvent, ct)).EventId;
    }

    public Task RedactAsync(string room, string eventId, string transaction, CancellationToken ct) =>
        PutAsync($"{Room(room)}/redact/{Escape(eventId)}/{Escape(transaction)}", "redact", [], MatrixJson.Default.SentEvent, ct);

    /// <summary>Marks a message, and everything before it, as read by the bot. Does not count towards message limits.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#receipts"/>
    public Task MarkReadAsync(string room, string eventId, CancellationToken ct) =>
        PostAsync($"{Room(room)}/receipt/m.read/{Escape(eventId)}", "receipt", [], MatrixJson.Default.JsonElement, ct);

    /// <summary>A page of a room's history, newest first.</summary>
    public Task<MessagesPage> MessagesBeforeAsync(string room, string? from, string? to, JsonObject filter, int limit, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"dir=b&limit={limit}&filter={Escape(filter.ToJsonString())}");
        if (from is not null)
            query += $"&from={Escape(from)}";
        if (to is not null)
            query += $"&to={Escape(to)}";
        return GetAsync($"{Room(room)}/messages?{query}", "messages", MatrixJson.Default.MessagesPage, ct);
    }

    public async Task<MatrixEvent> EventAsync(string room, string id, CancellationToken ct) =>
        new(await GetAsync($"{Room(room)}/event/{Escape(id)}", "event", MatrixJson.Default.JsonElement, ct));

    /// <summary>An event; null if it does not exist or the bot may not see it.</summary>
    public async Task<MatrixEvent?> FindEventAsync(string room, string id, CancellationToken ct)
    {
        try
        {
            return await EventAsync(room, id, ct);
        }
        catch (MatrixException e) when (e.IsMissing)
        {
            return null;
        }
    }

    /// <summary>A page of the reactions to a message, newest first.</summary>
    public Task<RelationsPage> ReactionsAsync(string room, string message, string? from, CancellationToken ct) =>
        GetAsync(
            $"{ClientV1}/rooms/{Escape(room)}/relations/{Escape(message)}/m.annotation/m.reaction?limit=100{(from is null ? "" : $"&from={Escape(from)}")}",
            "relations", MatrixJson.Default.RelationsPage, ct);
}
