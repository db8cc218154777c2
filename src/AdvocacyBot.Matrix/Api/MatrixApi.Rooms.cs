using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <content>Rooms and who is in them.</content>
internal sealed partial class MatrixApi
{
    /// <param name="room">An id or an alias.</param>
    /// <param name="via">A server that is in the room; null if unknown.</param>
    /// <returns>The room's id.</returns>
    public async Task<string> JoinAsync(string room, string? via, CancellationToken ct) =>
        (await PostAsync($"{Client}/join/{Escape(room)}{Via(via)}", "join", [], MatrixJson.Default.RoomIdResponse, ct)).RoomId;

    /// <summary>Asks to be invited to a room.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#knocking-on-rooms"/>
    public async Task<string> KnockAsync(string room, string reason, CancellationToken ct) =>
        (await PostAsync($"{Client}/knock/{Escape(room)}", "knock", new JsonObject { ["reason"] = reason }, MatrixJson.Default.RoomIdResponse, ct)).RoomId;

    /// <summary>The room that an alias such as <c>#actions:example.org</c> points to; null if it points nowhere.</summary>
    public async Task<string?> ResolveAliasAsync(string alias, CancellationToken ct)
    {
        try
        {
            return (await GetAsync($"{Client}/directory/room/{Escape(alias)}", "alias", MatrixJson.Default.RoomIdResponse, ct)).RoomId;
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task LeaveAsync(string room, string? reason, CancellationToken ct) =>
        PostAsync($"{Room(room)}/leave", "leave", reason is null ? [] : new JsonObject { ["reason"] = reason }, MatrixJson.Default.JsonElement, ct);

    /// <summary>Makes the homeserver forget a room that the bot has left.</summary>
    public Task ForgetAsync(string room, CancellationToken ct) =>
        PostAsync($"{Room(room)}/forget", "forget", [], MatrixJson.Default.JsonElement, ct);

    public async Task<string> MakeRoomAsync(JsonObject options, CancellationToken ct) =>
        (await PostAsync($"{Client}/createRoom", "createRoom", options, MatrixJson.Default.RoomIdResponse, ct)).RoomId;

    /// <summary>Invites a user to a conversation of two.</summary>
    public Task InviteAsync(string room, string user, CancellationToken ct) =>
        PutAsync(
            $"{Room(room)}/state/{EventTypes.Member}/{Escape(user)}", "invite",
            new JsonObject { ["membership"] = "invite", ["is_direct"] = true }, MatrixJson.Default.SentEvent, ct);

    public async Task<IReadOnlyList<string>> MembersAsync(string room, CancellationToken ct)
    {
        var members = await GetAsync($"{Room(room)}/joined_members", "joined_members", MatrixJson.Default.JoinedMembers, ct);
        return [.. (members.Joined ?? []).Keys];
    }

    /// <summary>Null if the user never was in the room.</summary>
    public async Task<string?> MembershipAsync(string room, string user, CancellationToken ct) =>
        (await StateAsync(room, EventTypes.Member, user, ct)).Text("membership");

    public async Task<IReadOnlyList<string>> JoinedRoomsAsync(CancellationToken ct) =>
        (await GetAsync($"{Client}/joined_rooms", "joined_rooms", MatrixJson.Default.JoinedRooms, ct)).Rooms ?? [];

    public async Task<IReadOnlyList<MatrixEvent>> StateAsync(string room, CancellationToken ct)
    {
        var state = await GetAsync($"{Room(room)}/state", "state", MatrixJson.Default.JsonElement, ct);
        return state.ValueKind == JsonValueKind.Array ? [.. state.EnumerateArray().Select(e => new MatrixEvent(e))] : [];
    }

    /// <summary>The content of one state event; undefined if the room has none.</summary>
    public async Task<JsonElement> StateAsync(string room, string type, string key, CancellationToken ct)
    {
        try
        {
            return await GetAsync($"{Room(room)}/state/{type}/{Escape(key)}", "state", MatrixJson.Default.JsonElement, ct);
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return default;
        }
    }

    /// <remarks>Servers before version 1.12 of the specification read <c>server_name</c> in place of <c>via</c>.</remarks>
    private static string Via(string? server) => server is null ? "" : $"?via={Escape(server)}&server_name={Escape(server)}";
}
