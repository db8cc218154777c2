using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// The endpoints of the client-server API that the bot uses, one method each, with nothing of its own. Every method throws
/// <see cref="MatrixException"/> where the homeserver refuses.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/"/>
internal sealed class MatrixApi(MatrixHttp http, MatrixTiming timing)
{
    private const string Client = "_matrix/client/v3";

    public Task<Versions> VersionsAsync(CancellationToken ct) =>
        GetAsync("_matrix/client/versions", "versions", MatrixJson.Default.Versions, ct);

    public Task<WellKnown> WellKnownAsync(CancellationToken ct) =>
        GetAsync(".well-known/matrix/client", "well-known", MatrixJson.Default.WellKnown, ct);

    public Task<LoginResponse> LoginAsync(string user, string password, string? device, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["type"] = "m.login.password",
            ["identifier"] = new JsonObject { ["type"] = "m.id.user", ["user"] = user },
            ["password"] = password,
            ["initial_device_display_name"] = "AdvocacyBot",
        };
        if (device is not null)
            body["device_id"] = device;
        return PostAsync($"{Client}/login", "login", body, MatrixJson.Default.LoginResponse, ct);
    }

    public Task LogoutAsync(CancellationToken ct) => PostAsync($"{Client}/logout", "logout", [], MatrixJson.Default.JsonElement, ct);

    public Task<WhoAmI> WhoAmIAsync(CancellationToken ct) =>
        GetAsync($"{Client}/account/whoami", "whoami", MatrixJson.Default.WhoAmI, ct);

    public Task<Profile> ProfileAsync(string user, CancellationToken ct) =>
        GetAsync($"{Client}/profile/{Escape(user)}", "profile", MatrixJson.Default.Profile, ct);

    public async Task<string> MakeFilterAsync(string user, JsonObject filter, CancellationToken ct) =>
        (await PostAsync($"{Client}/user/{Escape(user)}/filter", "filter", filter, MatrixJson.Default.FilterResponse, ct)).FilterId;

    /// <param name="since">Null for the beginning.</param>
    /// <param name="filter">The filter's id.</param>
    /// <param name="hold">How long the homeserver may wait for something new.</param>
    /// <param name="fullState">Whether every room's state is wanted, and not only its changes.</param>
    /// <param name="ct">Cancels.</param>
    public Task<SyncResponse> SyncAsync(string? since, string filter, TimeSpan hold, bool fullState, CancellationToken ct)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"filter={Escape(filter)}&timeout={(long)hold.TotalMilliseconds}&set_presence=offline{(fullState ? "&full_state=true" : "")}");
        if (since is not null)
            query += $"&since={Escape(since)}";
        return http.SendAsync(
            HttpMethod.Get, $"{Client}/sync?{query}", "sync", MatrixJson.Default.SyncResponse, null, hold + timing.SyncSlack, ct);
    }

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

    /// <summary>A page of the reactions to a message, newest first.</summary>
    public Task<RelationsPage> ReactionsAsync(string room, string message, string? from, CancellationToken ct) =>
        GetAsync(
            $"_matrix/client/v1/rooms/{Escape(room)}/relations/{Escape(message)}/m.annotation/m.reaction?limit=100{(from is null ? "" : $"&from={Escape(from)}")}",
            "relations", MatrixJson.Default.RelationsPage, ct);

    /// <summary>Sends an event; the same transaction id from the same device gives the same event.</summary>
    public async Task<string> SendAsync(string room, string type, string transaction, JsonObject content, CancellationToken ct) =>
        (await PutAsync($"{Room(room)}/send/{type}/{Escape(transaction)}", "send", content, MatrixJson.Default.SentEvent, ct)).EventId;

    public Task JoinAsync(string room, string? via, CancellationToken ct)
    {
        var query = via is null ? "" : $"?via={Escape(via)}&server_name={Escape(via)}";
        return PostAsync($"{Client}/join/{Escape(room)}{query}", "join", [], MatrixJson.Default.JsonElement, ct);
    }

    public Task LeaveAsync(string room, string? reason, CancellationToken ct) =>
        PostAsync($"{Room(room)}/leave", "leave", reason is null ? [] : new JsonObject { ["reason"] = reason }, MatrixJson.Default.JsonElement, ct);

    public async Task<string> MakeRoomAsync(JsonObject wishes, CancellationToken ct) =>
        (await PostAsync($"{Client}/createRoom", "createRoom", wishes, MatrixJson.Default.RoomMade, ct)).RoomId;

    public async Task<IReadOnlyList<string>> MembersAsync(string room, CancellationToken ct)
    {
        var members = await GetAsync($"{Room(room)}/joined_members", "joined_members", MatrixJson.Default.JoinedMembers, ct);
        return [.. (members.Joined ?? []).Keys];
    }

    /// <summary>Null where the user never was in the room.</summary>
    public async Task<string?> MembershipAsync(string room, string user, CancellationToken ct)
    {
        try
        {
            var path = $"{Room(room)}/state/m.room.member/{Escape(user)}";
            return (await GetAsync(path, "membership", MatrixJson.Default.JsonElement, ct)).Text("membership");
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> JoinedRoomsAsync(CancellationToken ct) =>
        (await GetAsync($"{Client}/joined_rooms", "joined_rooms", MatrixJson.Default.JoinedRooms, ct)).Rooms ?? [];

    public async Task<IReadOnlyList<MatrixEvent>> StateAsync(string room, CancellationToken ct)
    {
        var state = await GetAsync($"{Room(room)}/state", "state", MatrixJson.Default.JsonElement, ct);
        return state.ValueKind == JsonValueKind.Array ? [.. state.EnumerateArray().Select(e => new MatrixEvent(e))] : [];
    }

    public Task<JsonElement> AccountDataAsync(string user, string type, CancellationToken ct) =>
        GetAsync($"{Client}/user/{Escape(user)}/account_data/{type}", "account_data", MatrixJson.Default.JsonElement, ct);

    public Task SetAccountDataAsync(string user, string type, JsonObject content, CancellationToken ct) =>
        PutAsync($"{Client}/user/{Escape(user)}/account_data/{type}", "account_data", content, MatrixJson.Default.JsonElement, ct);

    public async Task<string> UploadAsync(string name, HttpContent content, CancellationToken ct) =>
        (await http.SendAsync(
            HttpMethod.Post, $"_matrix/media/v3/upload?filename={Escape(name)}", "upload", MatrixJson.Default.Uploaded, content, timing.Request, ct))
        .ContentUri;

    private static string Room(string room) => $"{Client}/rooms/{Escape(room)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private Task<T> GetAsync<T>(string path, string endpoint, JsonTypeInfo<T> answer, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Get, path, endpoint, answer, null, timing.Request, ct);

    private Task<T> PostAsync<T>(string path, string endpoint, JsonObject body, JsonTypeInfo<T> answer, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Post, path, endpoint, answer, MatrixHttp.Json(body), timing.Request, ct);

    private Task<T> PutAsync<T>(string path, string endpoint, JsonObject body, JsonTypeInfo<T> answer, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Put, path, endpoint, answer, MatrixHttp.Json(body), timing.Request, ct);
}
