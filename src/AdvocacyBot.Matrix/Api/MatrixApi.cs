using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Matrix.Rooms;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// The endpoints of the client-server API that the bot uses, one method each and without any logic. Every method throws
/// <see cref="MatrixException"/> if the homeserver refuses.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/"/>
internal sealed partial class MatrixApi(MatrixHttp http, MatrixTiming timing, EncryptedRooms encrypted)
{
    private const string Client = "_matrix/client/v3";
    private const string ClientV1 = "_matrix/client/v1";

    private static string Room(string room) => $"{Client}/rooms/{Escape(room)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private Task<T> GetAsync<T>(string path, string endpoint, JsonTypeInfo<T> response, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Get, path, endpoint, response, null, timing.RequestTimeout, ct);

    private Task<T> PostAsync<T>(string path, string endpoint, JsonObject body, JsonTypeInfo<T> response, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Post, path, endpoint, response, RequestBody.Json(body), timing.RequestTimeout, ct);

    private Task<T> PutAsync<T>(string path, string endpoint, JsonObject body, JsonTypeInfo<T> response, CancellationToken ct) =>
        http.SendAsync(HttpMethod.Put, path, endpoint, response, RequestBody.Json(body), timing.RequestTimeout, ct);

    private Task<T> WithoutTokenAsync<T>(HttpMethod method, string path, string endpoint, JsonTypeInfo<T> response, JsonObject? body, CancellationToken ct) =>
        http.SendWithoutTokenAsync(method, path, endpoint, response, body is null ? null : RequestBody.Json(body), timing.RequestTimeout, ct);
}
