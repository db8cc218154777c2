using System.Text.Json;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>An event of a room. Its sender chose the content, so every member may be missing or of the wrong kind.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#room-event-format"/>
internal readonly record struct MatrixEvent(JsonElement Json)
{
    /// <summary>Whether its sender is proven, because the event was encrypted.</summary>
    public bool IsDecrypted { get; init; }

    public string Type => Json.Text("type") ?? "";

    public string Id => Json.Text("event_id") ?? "";

    public string Sender => Json.Text("sender") ?? "";

    /// <summary>Null for an event that is not state.</summary>
    public string? StateKey => Json.Text("state_key");

    /// <summary>When the event was sent according to its sender's server, UTC.</summary>
    public DateTime At => Json.Number("origin_server_ts") is { } ms and >= 0 and < 253_402_300_800_000
        ? DateTime.UnixEpoch.AddMilliseconds(ms)
        : DateTime.UnixEpoch;

    public JsonElement Content => Json.At("content");

    public JsonElement Unsigned => Json.At("unsigned");

    public JsonElement Relation => Content.At("m.relates_to");

    /// <summary>The event that this redaction removes; its position in the JSON depends on the room's version.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroomredaction"/>
    public string? Redacts => Json.Text("redacts") ?? Content.Text("redacts");

    /// <summary>The message that this one replaces; null if it is not an edit.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-replacements"/>
    public string? Replaces => Type is EventTypes.Message or EventTypes.Encrypted && Relation.Text("rel_type") == "m.replace" ? Relation.Text("event_id") : null;

    public string? Membership => Content.Text("membership");

    /// <summary>Whether the membership differs from the previous one; false if only the name or picture changed.</summary>
    public bool ChangesMembership
    {
        get
        {
            var before = Unsigned.At("prev_content").Text("membership") ?? Json.At("prev_content").Text("membership");
            return before != Membership;
        }
    }

    public bool IsState(string type, string key = "") => Type == type && StateKey == key;
}

/// <summary>The event types that the bot reads or writes.</summary>
internal static class EventTypes
{
    public const string Message = "m.room.message";
    public const string Reaction = "m.reaction";
    public const string Redaction = "m.room.redaction";
    public const string Encrypted = "m.room.encrypted";
    public const string Encryption = "m.room.encryption";
    public const string HistoryVisibility = "m.room.history_visibility";
    public const string Member = "m.room.member";
    public const string PowerLevels = "m.room.power_levels";
    public const string Create = "m.room.create";
    public const string Tombstone = "m.room.tombstone";
}
