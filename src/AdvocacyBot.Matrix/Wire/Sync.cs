using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Matrix.Wire;

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync"/>
internal sealed record SyncResponse(string NextBatch, SyncRooms? Rooms = null, SyncEvents? AccountData = null)
{
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#extensions-to-sync"/>
    public JsonElement? ToDevice { get; init; }

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#extensions-to-sync-1"/>
    public JsonElement? DeviceLists { get; init; }

    public JsonElement? DeviceOneTimeKeysCount { get; init; }

    public JsonElement? DeviceUnusedFallbackKeyTypes { get; init; }
}

/// <summary>The part of a sync that concerns encryption.</summary>
internal sealed record SyncKeys(
    JsonElement? ToDevice, JsonElement? DeviceLists, JsonElement? DeviceOneTimeKeysCount, JsonElement? DeviceUnusedFallbackKeyTypes);

/// <summary>The rooms that have changed, by id.</summary>
internal sealed record SyncRooms(
    Dictionary<string, SyncJoined>? Join = null, Dictionary<string, SyncInvited>? Invite = null, Dictionary<string, SyncLeft>? Leave = null);

/// <summary>A joined room. <paramref name="State"/> is the state before the timeline.</summary>
internal sealed record SyncJoined(SyncEvents? State = null, SyncTimeline? Timeline = null, SyncSummary? Summary = null);

/// <summary>An invitation, with the part of the room's state that the inviter's server disclosed.</summary>
internal sealed record SyncInvited(SyncEvents? InviteState = null);

/// <summary>A room that the bot left or was removed from.</summary>
internal sealed record SyncLeft(SyncTimeline? Timeline = null);

internal sealed record SyncEvents(List<JsonElement>? Events = null);

/// <summary>Member counts; each is present only if it changed since the last sync.</summary>
internal sealed record SyncSummary(
    [property: JsonPropertyName("m.joined_member_count")] long? Joined = null,
    [property: JsonPropertyName("m.invited_member_count")] long? Invited = null);

/// <param name="Events">Oldest first.</param>
/// <param name="Limited">Whether events between this sync and the previous one were left out.</param>
/// <param name="PrevBatch">The position from which they can be requested, backwards.</param>
internal sealed record SyncTimeline(List<JsonElement>? Events = null, bool Limited = false, string? PrevBatch = null);

/// <summary>A page of a room's history.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmessages"/>
internal sealed record MessagesPage(List<JsonElement>? Chunk = null, string? End = null);

/// <summary>A page of the events that relate to one event.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidrelationseventidreltypeeventtype"/>
internal sealed record RelationsPage(List<JsonElement>? Chunk = null, string? NextBatch = null);
