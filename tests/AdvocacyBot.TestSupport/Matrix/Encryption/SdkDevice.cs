using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>A person's device that runs matrix-js-sdk's crypto against the homeserver in memory.</summary>
internal sealed class SdkDevice
{
    private readonly NodePeer peer;
    private readonly KeyServer server;
    private readonly string user;
    private readonly string device;
    private int since;
    private int sent;

    public SdkDevice(NodePeer peer, KeyServer server, string user, string device)
    {
        (this.peer, this.server, this.user, this.device) = (peer, server, user, device);
        Call("create", new() { ["userId"] = user, ["deviceId"] = device });
        PerformRequests();
        var identity = Call("bootstrap");
        Perform(new MachineRequest("signing", RequestKind.DeviceSigningUpload, null, identity.GetProperty("signing").GetString()!));
        Perform(identity.GetProperty("signatures"));
        PerformRequests();
    }

    /// <summary>Sender, body and shield color; the color None is the correct one.</summary>
    public List<(string Sender, string Body, string Shield)> Read { get; } = [];

    /// <summary>What could not be decrypted.</summary>
    public List<string> Failures { get; } = [];

    public JsonElement Call(string operation, JsonObject? arguments = null) => peer.Call(operation, $"{user} {device}", arguments);

    public void Sync()
    {
        var sync = server.Sync(user, device, since);
        Call("sync", new()
        {
            ["events"] = sync.GetProperty("to_device").GetProperty("events").GetRawText(),
            ["changed"] = JsonNode.Parse(sync.GetProperty("device_lists").GetProperty("changed").GetRawText()),
            ["left"] = new JsonArray(),
            ["counts"] = JsonNode.Parse(sync.GetProperty("device_one_time_keys_count").GetRawText()),
            ["unusedFallback"] = JsonNode.Parse(sync.GetProperty("device_unused_fallback_key_types").GetRawText()),
        });
        PerformRequests();
        foreach (var entry in server.Events.Where(e => e.Position > since && e.Sender != user).ToArray())
            Decrypt(entry.Room, entry.Json);
        since = int.Parse(sync.GetProperty("next_batch").GetString()!, CultureInfo.InvariantCulture);
    }

    public void Say(string room, string text, params string[] recipients)
    {
        Share(room, recipients);
        var content = Encrypt(room, new JsonObject { ["msgtype"] = "m.text", ["body"] = text });
        server.SendEvent(user, device, room, $"t{++sent}", content);
    }

    public void Share(string room, params string[] recipients)
    {
        var users = new JsonArray([.. recipients.Append(user).Select(r => (JsonNode)r)]);
        Track([.. recipients, user]);
        if (Call("claim", new() { ["users"] = users.DeepClone() }) is { ValueKind: JsonValueKind.Object } claim)
            Perform(claim);
        foreach (var request in Call("share", new() { ["roomId"] = room, ["users"] = users.DeepClone(), ["messages"] = 1000 }).EnumerateArray())
            Perform(request);
    }

    public string Encrypt(string room, JsonObject content) => Call("encrypt", new()
    {
        ["roomId"] = room,
        ["eventType"] = "m.room.message",
        ["content"] = content.ToJsonString(),
    }).GetString()!;

    /// <summary>As a client does with the members of an encrypted room.</summary>
    public void Track(params string[] users)
    {
        Call("track", new() { ["users"] = new JsonArray([.. users.Select(u => (JsonNode)u)]) });
        PerformRequests();
    }

    public bool ShowsAsSigned(string userId, string deviceId)
    {
        Track(userId);
        return Call("isSigned", new() { ["userId"] = userId, ["deviceId"] = deviceId }).GetBoolean();
    }

    public void Decrypt(string room, JsonElement json)
    {
        try
        {
            var result = Call("decrypt", new() { ["roomId"] = room, ["event"] = json.GetRawText() });
            var decrypted = JsonNode.Parse(result.GetProperty("event").GetString()!)!;
            Read.Add(((string)decrypted["sender"]!, (string)decrypted["content"]!["body"]!, result.GetProperty("shield").GetString()!));
        }
        catch (PeerException e)
        {
            Failures.Add(e.Message);
        }
    }

    public void PerformRequests()
    {
        for (var round = 0; round < 5; round++)
        {
            foreach (var request in Call("requests").EnumerateArray())
                Perform(request);
        }
    }

    private void Perform(JsonElement request)
    {
        var type = request.GetProperty("type").GetInt32();
        var kind = type switch
        {
            0 => RequestKind.KeysUpload,
            1 => RequestKind.KeysQuery,
            2 => RequestKind.KeysClaim,
            3 => RequestKind.ToDevice,
            4 => RequestKind.SignaturesUpload,
            _ => throw new InvalidOperationException($"Unexpected request of type {type}."),
        };
        var id = request.GetProperty("transaction").GetString() ?? request.GetProperty("id").GetString()!;
        var answer = Perform(new MachineRequest(id, kind, request.GetProperty("eventType").GetString(), request.GetProperty("body").GetString()!));
        if (request.GetProperty("id").GetString() is { } requestId)
            Call("answer", new() { ["requestId"] = requestId, ["type"] = type, ["response"] = answer.GetRawText() });
    }

    private JsonElement Perform(MachineRequest request)
    {
        var (status, body) = server.Handle(user, device, request);
        Assert.Equal(200, status);
        return body;
    }
}
