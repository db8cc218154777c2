using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <content>The server itself, sign-in, the account and its sync.</content>
internal sealed partial class MatrixApi
{
    public Task<Versions> VersionsAsync(CancellationToken ct) =>
        WithoutTokenAsync(HttpMethod.Get, "_matrix/client/versions", "versions", MatrixJson.Default.Versions, null, ct);

    public Task<WellKnown> WellKnownAsync(CancellationToken ct) =>
        WithoutTokenAsync(HttpMethod.Get, ".well-known/matrix/client", "well-known", MatrixJson.Default.WellKnown, null, ct);

    /// <summary>The ways of signing in that the homeserver offers.</summary>
    public async Task<IReadOnlyList<string>> LoginTypesAsync(CancellationToken ct)
    {
        var flows = await WithoutTokenAsync(HttpMethod.Get, $"{Client}/login", "login", MatrixJson.Default.LoginFlows, null, ct);
        return [.. (flows.Flows ?? []).Select(flow => flow.Type).OfType<string>()];
    }

    /// <param name="device">The device to sign in as; null for a new one.</param>
    public Task<LoginResponse> LoginAsync(string user, string password, string? device, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["type"] = "m.login.password",
            ["identifier"] = new JsonObject { ["type"] = "m.id.user", ["user"] = user },
            ["password"] = password,
            ["initial_device_display_name"] = "AdvocacyBot",
            ["refresh_token"] = true,
        };
        if (device is not null)
            body["device_id"] = device;
        return WithoutTokenAsync(HttpMethod.Post, $"{Client}/login", "login", MatrixJson.Default.LoginResponse, body, ct);
    }

    public Task<RefreshResponse> RefreshAsync(string refreshToken, CancellationToken ct) =>
        WithoutTokenAsync(
            HttpMethod.Post, $"{Client}/refresh", "refresh", MatrixJson.Default.RefreshResponse, new JsonObject { ["refresh_token"] = refreshToken }, ct);

    public Task LogoutAsync(CancellationToken ct) => PostAsync($"{Client}/logout", "logout", [], MatrixJson.Default.JsonElement, ct);

    public Task<WhoAmI> WhoAmIAsync(CancellationToken ct) =>
        GetAsync($"{Client}/account/whoami", "whoami", MatrixJson.Default.WhoAmI, ct);

    public Task<Profile> ProfileAsync(string user, CancellationToken ct) =>
        GetAsync($"{Client}/profile/{Escape(user)}", "profile", MatrixJson.Default.Profile, ct);

    public Task SetDisplayNameAsync(string user, string name, CancellationToken ct) =>
        PutAsync($"{Client}/profile/{Escape(user)}/displayname", "displayname", new JsonObject { ["displayname"] = name }, MatrixJson.Default.JsonElement, ct);

    public Task SetAvatarAsync(string user, string address, CancellationToken ct) =>
        PutAsync($"{Client}/profile/{Escape(user)}/avatar_url", "avatar_url", new JsonObject { ["avatar_url"] = address }, MatrixJson.Default.JsonElement, ct);

    public async Task<string> MakeFilterAsync(string user, JsonObject filter, CancellationToken ct) =>
        (await PostAsync($"{Client}/user/{Escape(user)}/filter", "filter", filter, MatrixJson.Default.FilterResponse, ct)).FilterId;

    /// <param name="since">Null for the first sync.</param>
    /// <param name="filter">The filter's id.</param>
    /// <param name="timeout">How long the homeserver may wait for something new.</param>
    /// <param name="fullState">Whether to return the whole state of every room, not only its changes.</param>
    public Task<SyncResponse> SyncAsync(string? since, string filter, TimeSpan timeout, bool fullState, CancellationToken ct)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"filter={Escape(filter)}&timeout={(long)timeout.TotalMilliseconds}&set_presence=offline{(fullState ? "&full_state=true" : "")}");
        if (since is not null)
            query += $"&since={Escape(since)}";
        return http.SendAsync(
            HttpMethod.Get, $"{Client}/sync?{query}", "sync", MatrixJson.Default.SyncResponse, null, timeout + timing.SyncMargin, ct);
    }

    public Task<JsonElement> AccountDataAsync(string user, string type, CancellationToken ct) =>
        GetAsync($"{Client}/user/{Escape(user)}/account_data/{type}", "account_data", MatrixJson.Default.JsonElement, ct);

    public Task SetAccountDataAsync(string user, string type, JsonObject content, CancellationToken ct) =>
        PutAsync($"{Client}/user/{Escape(user)}/account_data/{type}", "account_data", content, MatrixJson.Default.JsonElement, ct);

    /// <summary>Uploads a file and returns its <c>mxc:</c> address.</summary>
    public async Task<string> UploadAsync(string name, RequestBody file, CancellationToken ct) =>
        (await http.SendAsync(
            HttpMethod.Post, $"_matrix/media/v3/upload?filename={Escape(name)}", "upload", MatrixJson.Default.Uploaded, file, timing.RequestTimeout, ct))
        .ContentUri;
}
