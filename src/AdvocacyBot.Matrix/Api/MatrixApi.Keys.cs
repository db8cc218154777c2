using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <content>Encryption keys.</content>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#end-to-end-encryption"/>
internal sealed partial class MatrixApi
{
    /// <summary>Performs a request of the encryption machine.</summary>
    /// <param name="body">JSON; the machine's, or with the account's password added.</param>
    public Task<JsonElement> PerformAsync(MachineRequest request, string body, CancellationToken ct)
    {
        var (method, path, endpoint) = request.Kind switch
        {
            RequestKind.KeysUpload => (HttpMethod.Post, "keys/upload", "keys/upload"),
            RequestKind.KeysQuery => (HttpMethod.Post, "keys/query", "keys/query"),
            RequestKind.KeysClaim => (HttpMethod.Post, "keys/claim", "keys/claim"),
            RequestKind.ToDevice => (HttpMethod.Put, $"sendToDevice/{Escape(request.EventType!)}/{Escape(request.Id)}", "sendToDevice"),
            RequestKind.DeviceSigningUpload => (HttpMethod.Post, "keys/device_signing/upload", "keys/device_signing/upload"),
            RequestKind.SignaturesUpload => (HttpMethod.Post, "keys/signatures/upload", "keys/signatures/upload"),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
        return http.SendAsync(
            method, $"{Client}/{path}", endpoint, MatrixJson.Default.JsonElement, new RequestBody(Encoding.UTF8.GetBytes(body), "application/json"),
            timing.RequestTimeout, ct);
    }

    /// <summary>The devices and identities of users, as the homeserver shows them.</summary>
    public Task<JsonElement> KeysOfAsync(string user, CancellationToken ct) =>
        PostAsync($"{Client}/keys/query", "keys/query", new JsonObject { ["device_keys"] = new JsonObject { [user] = new JsonArray() } }, MatrixJson.Default.JsonElement, ct);

    /// <summary>An entry of the account's data; undefined if there is none.</summary>
    public async Task<JsonElement> FindAccountDataAsync(string user, string type, CancellationToken ct)
    {
        try
        {
            return await AccountDataAsync(user, type, ct);
        }
        catch (MatrixException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return default;
        }
    }

    /// <summary>Everyone who is in a room or invited, with whether they have joined.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmembers"/>
    public async Task<IReadOnlyList<(string User, bool HasJoined)>> PresentAsync(string room, CancellationToken ct)
    {
        var members = await GetAsync($"{Room(room)}/members?not_membership=leave", "members", MatrixJson.Default.MessagesPage, ct);
        return
        [
            .. (members.Chunk ?? []).Select(json => new MatrixEvent(json))
                .Where(e => e is { Type: EventTypes.Member, StateKey: not null, Membership: "join" or "invite" })
                .Select(e => (e.StateKey!, e.Membership == "join")),
        ];
    }
}
