using System.Text.Json;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>
/// An event of a room, read leniently: whoever sent it chose what stands in it, so anything may be missing or of the wrong kind.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#room-event-format"/>
internal readonly record struct MatrixEvent(JsonElement Json)
{
    public string Type => Json.Text("type") ?? "";

    public string Id => Json.Text("event_id") ?? "";

    public string Sender => Json.Text("sender") ?? "";

    /// <summary>Null for what is no state.</summary>
    public string? StateKey => Json.Text("state_key");

    /// <summary>When its sender's server says that it was sent.</summary>
    public DateTime At => Json.Number("origin_server_ts") is { } ms and >= 0 and < 253_402_300_800_000
        ? DateTime.UnixEpoch.AddMilliseconds(ms)
        : DateTime.UnixEpoch;

    public JsonElement Content => Json.At("content");

    public JsonElement Unsigned => Json.At("unsigned");

    /// <summary>The event that a redaction takes away; where it stands depends on the room's version.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroomredaction"/>
    public string? Redacts => Json.Text("redacts") ?? Content.Text("redacts");

    public string? Membership => Content.Text("membership");

    /// <summary>Whether a membership is new rather than a change of name or picture.</summary>
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

/// <summary>The types of events that the bot knows.</summary>
internal static class EventTypes
{
    public const string Message = "m.room.message";
    public const string Reaction = "m.reaction";
    public const string Redaction = "m.room.redaction";
    public const string Encrypted = "m.room.encrypted";
    public const string Encryption = "m.room.encryption";
    public const string Member = "m.room.member";
    public const string PowerLevels = "m.room.power_levels";
    public const string Create = "m.room.create";
    public const string Tombstone = "m.room.tombstone";
}
