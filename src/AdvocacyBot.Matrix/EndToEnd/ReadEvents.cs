using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Decrypted events that have not had their effect yet. A message key can be used once, so after a crash the event is taken from here.
/// Thread-safe.
/// </summary>
internal sealed class ReadEvents
{
    private readonly ConcurrentDictionary<string, byte[]> events = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Ids => [.. events.Keys];

    public void Add(ReadEvent read) => events[read.Id] = read.Json;

    public bool Remove(string id)
    {
        if (!events.TryRemove(id, out var json))
            return false;
        CryptographicOperations.ZeroMemory(json);
        return true;
    }

    public void Clear()
    {
        foreach (var id in Ids)
            Remove(id);
    }

    /// <summary>The event and its room; null if it is unknown or has had its effect.</summary>
    public (string Room, MatrixEvent Event)? Find(string id)
    {
        if (!events.TryGetValue(id, out var bytes))
            return null;
        var json = JsonSerializer.Deserialize(bytes, MatrixJson.Default.JsonElement);
        return json.Text("room_id") is { } room ? (room, new MatrixEvent(json) { IsDecrypted = true }) : null;
    }

    /// <summary>An event as a homeserver would send it if it were not encrypted.</summary>
    public static ReadEvent Write(MachineEffect.EventDecrypted read)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", read.EventType);
            writer.WriteString("room_id", read.RoomId);
            writer.WriteString("event_id", read.EventId);
            writer.WriteString("sender", read.Sender);
            writer.WriteNumber("origin_server_ts", read.Timestamp);
            writer.WritePropertyName("content");
            // Senders may nest it more deeply than a writer allows.
            writer.WriteRawValue(read.Content, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return new ReadEvent(read.EventId, buffer.WrittenSpan.ToArray());
    }
}

/// <param name="Json">The event as UTF-8.</param>
internal sealed record ReadEvent(string Id, byte[] Json)
{
    /// <summary>Without the content.</summary>
    public override string ToString() => Id;
}
