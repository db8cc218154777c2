using System.Text.Json;

namespace AdvocacyBot.Matrix.Wire;

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync"/>
internal sealed record SyncResponse(string NextBatch, SyncRooms? Rooms = null);

/// <summary>The rooms in which something is new, by id.</summary>
internal sealed record SyncRooms(
    Dictionary<string, SyncJoined>? Join = null, Dictionary<string, SyncInvited>? Invite = null, Dictionary<string, SyncLeft>? Leave = null);

/// <summary>State is as it was before the timeline begins.</summary>
internal sealed record SyncJoined(SyncEvents? State = null, SyncTimeline? Timeline = null);

/// <summary>An invitation, with as much of the room as the inviter's server tells.</summary>
internal sealed record SyncInvited(SyncEvents? InviteState = null);

/// <summary>A room that the bot has left or been sent out of.</summary>
internal sealed record SyncLeft(SyncTimeline? Timeline = null);

internal sealed record SyncEvents(List<JsonElement>? Events = null);

/// <param name="Events">Oldest first.</param>
/// <param name="Limited">Whether there were more between this sync and the one before.</param>
/// <param name="PrevBatch">Where those can be asked for, backwards.</param>
internal sealed record SyncTimeline(List<JsonElement>? Events = null, bool Limited = false, string? PrevBatch = null);

/// <summary>A page of a room's history.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmessages"/>
internal sealed record MessagesPage(List<JsonElement>? Chunk = null, string? End = null);

/// <summary>A page of the events that refer to one.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidrelationseventidreltypeeventtype"/>
internal sealed record RelationsPage(List<JsonElement>? Chunk = null, string? NextBatch = null);
