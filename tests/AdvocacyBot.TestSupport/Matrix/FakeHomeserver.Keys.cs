using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.TestSupport.Matrix.Encryption;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AdvocacyBot.TestSupport.Matrix;

/// <content>Encryption: keys, to-device messages and encrypted events, which people's devices exchange through <see cref="KeyServer"/>.</content>
internal sealed partial class FakeHomeserver
{
    private const string Device = "D";
    private readonly Dictionary<string, JsonObject> accountData = new(StringComparer.Ordinal);
    private int encryptedTaken;

    /// <summary>Null if the server keeps no keys.</summary>
    public KeyServer? Keys { get; private init; }

    /// <summary>What the bot has sent to the room, as the server sees it.</summary>
    public IReadOnlyList<JsonObject> Sent
    {
        get
        {
            lock (gate)
                return [.. EventsIn(Room).Where(e => (string?)e["sender"] == Bot && e["state_key"] is null).Select(e => (JsonObject)e.DeepClone())];
        }
    }

    /// <summary>Uses the keys while no request does.</summary>
    public T WithKeys<T>(Func<KeyServer, T> use)
    {
        lock (gate)
            return use(Keys!);
    }

    private int KeysPosition
    {
        get
        {
            lock (gate)
                return Keys?.Position ?? 0;
        }
    }

    private static int PlaceOf(string? token) => int.TryParse(token?.Split('.')[0], out var place) ? place : 0;

    private static int KeysPlaceOf(string? token) => token?.Split('.') is [_, var keys] ? int.Parse(keys) : 0;

    private void MapKeys()
    {
        var client = app.MapGroup("/_matrix/client/v3");
        client.MapPost("/keys/upload", (HttpRequest request) => HandleAsync(request, RequestKind.KeysUpload));
        client.MapPost("/keys/query", (HttpRequest request) => HandleAsync(request, RequestKind.KeysQuery));
        client.MapPost("/keys/claim", (HttpRequest request) => HandleAsync(request, RequestKind.KeysClaim));
        client.MapPost("/keys/device_signing/upload", (HttpRequest request) => HandleAsync(request, RequestKind.DeviceSigningUpload));
        client.MapPost("/keys/signatures/upload", (HttpRequest request) => HandleAsync(request, RequestKind.SignaturesUpload));
        client.MapPut("/sendToDevice/{type}/{transaction}", (string type, string transaction, HttpRequest request) =>
            HandleAsync(request, RequestKind.ToDevice, type, transaction));
        client.MapGet("/rooms/{room}/members", (string room) => Answer("members", () => Members(room)));
    }

    private async Task<IResult> HandleAsync(HttpRequest request, RequestKind kind, string? type = null, string transaction = "")
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var status = StatusCodes.Status200OK;
        var answer = Answer(kind.ToString(), () =>
        {
            lock (gate)
            {
                (status, var json) = Keys!.Handle(Bot, Device, new MachineRequest(transaction, kind, type, body));
                return JsonNode.Parse(json.GetRawText())!.AsObject();
            }
        });
        return status == StatusCodes.Status200OK ? answer : Error(status, "M_INVALID_PARAM");
    }

    private JsonObject WithKeys(JsonObject sync, int from)
    {
        if (Keys is null)
            return sync;
        lock (gate)
        {
            var keys = JsonNode.Parse(Keys.Sync(Bot, Device, from).GetRawText())!.AsObject();
            foreach (var name in new[] { "to_device", "device_lists", "device_one_time_keys_count", "device_unused_fallback_key_types" })
                sync[name] = keys[name]!.DeepClone();
            sync["next_batch"] = $"{(string)sync["next_batch"]!}.{(string)keys["next_batch"]!}";
            return sync;
        }
    }

    private JsonObject Members(string room) => new()
    {
        ["chunk"] = new JsonArray([.. Joined(room).Select(member => (JsonNode)new JsonObject
        {
            ["type"] = "m.room.member",
            ["state_key"] = member.Key,
            ["content"] = new JsonObject { ["membership"] = "join" },
        })]),
    };

    private string SendEncrypted(string room, string transaction, JsonObject content)
    {
        var count = Keys!.Events.Count;
        var id = Keys.SendEvent(Bot, Device, room, transaction, content.ToJsonString());
        if (Keys.Events.Count > count)
            AddEncrypted(Keys.Events[^1]);
        return id;
    }

    /// <summary>Takes over what people's devices have sent.</summary>
    private void TakeEncrypted()
    {
        for (; Keys is not null && encryptedTaken < Keys.Events.Count; encryptedTaken++)
        {
            if (Keys.Events[encryptedTaken].Sender != Bot)
                AddEncrypted(Keys.Events[encryptedTaken]);
        }
    }

    private void AddEncrypted(RoomEntry entry)
    {
        var json = JsonNode.Parse(entry.Json.GetRawText())!.AsObject();
        json["origin_server_ts"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        log.Add((entry.Room, json));
    }

    private JsonObject? FindData(string type)
    {
        lock (gate)
            return (JsonObject?)accountData.GetValueOrDefault(type)?.DeepClone();
    }

    private JsonObject SetData(string type, JsonObject data)
    {
        lock (gate)
        {
            if (Keys is not null)
                accountData[type] = data;
        }

        return [];
    }
}
