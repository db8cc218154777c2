using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>An encrypted event in a room.</summary>
internal sealed record RoomEntry(int Position, string Room, string Id, string Sender, JsonElement Content)
{
    public JsonElement Json => ParsedJson.Of(new JsonObject
    {
        ["type"] = "m.room.encrypted",
        ["event_id"] = Id,
        ["sender"] = Sender,
        ["origin_server_ts"] = Position,
        ["content"] = JsonNode.Parse(Content.GetRawText()),
    });
}

/// <summary>An event in a device's inbox.</summary>
internal sealed record ToDeviceEntry(int Position, string User, string Device, JsonObject Event);

/// <summary>The keys that a device uploaded.</summary>
internal sealed class DeviceEntry
{
    public JsonObject? Keys { get; set; }

    /// <summary>Every one-time key that was ever uploaded, to notice one that changes.</summary>
    public Dictionary<string, JsonNode> Uploaded { get; } = [];

    /// <summary>Those that nobody claimed.</summary>
    public SortedDictionary<string, JsonNode> OneTime { get; } = new(StringComparer.Ordinal);

    public (string Id, JsonNode Key)? Fallback { get; set; }

    public bool FallbackUsed { get; set; }
}
