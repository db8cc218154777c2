using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>A device of a person whose client encrypts, as Element does.</summary>
internal sealed class EncryptedHuman
{
    private readonly NodePeer peer;
    private readonly string machine;

    private EncryptedHuman(NodePeer peer, MatrixHuman human, string device, string token)
    {
        (this.peer, Human, Device, Token) = (peer, human, device, token);
        machine = $"{human.Id} {device}";
    }

    /// <summary>The same account without encryption, for what needs none.</summary>
    public MatrixHuman Human { get; }

    public string Id => Human.Id;

    public string Device { get; }

    public string Token { get; }

    /// <param name="isStrict">Whether it excludes devices that their owners have not signed, as Element does.</param>
    /// <param name="signer">An earlier device of the person, which signs this one; null to make an identity.</param>
    /// <param name="isSigned">False for a device that nobody signs.</param>
    public static async Task<EncryptedHuman> StartAsync(
        NodePeer peer, Uri homeserver, MatrixHuman human, bool isStrict = false, EncryptedHuman? signer = null, bool isSigned = true)
    {
        var login = await human.ClientAsync("POST", "login", new JsonObject
        {
            ["type"] = "m.login.password",
            ["identifier"] = new JsonObject { ["type"] = "m.id.user", ["user"] = human.Id },
            ["password"] = human.Password,
        });
        var started = new EncryptedHuman(peer, human, login.GetProperty("device_id").GetString()!, login.GetProperty("access_token").GetString()!);
        started.Call(
            "create",
            ("homeserver", homeserver.ToString().TrimEnd('/')), ("user", human.Id), ("token", started.Token), ("device", started.Device), ("strict", isStrict),
            ("password", isSigned && signer is null ? human.Password : null));
        signer?.Call("sign", ("device", started.Device));
        return started;
    }

    /// <returns>The message's id.</returns>
    public string Say(string room, string text) => Say(room, new JsonObject { ["body"] = text });

    public string Say(string room, JsonObject content)
    {
        content["msgtype"] ??= "m.text";
        return Call("say", ("room", room), ("content", content)).GetString()!;
    }

    public string SayInThread(string room, string root, string text) => Say(room, new JsonObject
    {
        ["body"] = text,
        ["m.relates_to"] = new JsonObject
        {
            ["rel_type"] = "m.thread",
            ["event_id"] = root,
            ["is_falling_back"] = true,
            ["m.in_reply_to"] = new JsonObject { ["event_id"] = root },
        },
    });

    public void Edit(string room, string message, string text) => Say(room, new JsonObject
    {
        ["body"] = "* " + text,
        ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = text },
        ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message },
    });

    public void React(string room, string message, string key) => Call("react", ("room", room), ("message", message), ("key", key));

    public void Redact(string room, string message) => Call("redact", ("room", room), ("message", message));

    public void WaitUntilRedacted(string room, string message) => Call("redacted", ("room", room), ("message", message));

    /// <summary>Waits until it shows a message that begins with a text.</summary>
    /// <param name="anywhere">Whether the text may also stand later in the message.</param>
    public ShownMessage Read(string room, string sender, string text, bool anywhere = false)
    {
        var json = Call("read", ("room", room), ("sender", sender), ("text", text), ("anywhere", anywhere));
        return new ShownMessage(
            json.GetProperty("message").GetString()!, json.GetProperty("body").GetString()!, json.GetProperty("encrypted").GetBoolean(),
            json.GetProperty("shield") is { ValueKind: JsonValueKind.Number } shield ? shield.GetInt32() : null, json);
    }

    /// <summary>The ids of the messages that it cannot decrypt.</summary>
    public IReadOnlyList<string> Unreadable(string room, string sender) =>
        [.. Call("unreadable", ("room", room), ("sender", sender)).EnumerateArray().Select(e => e.GetProperty("message").GetString()!)];

    /// <summary>The shields of all of somebody's messages; null for one that is not encrypted.</summary>
    public IReadOnlyList<int?> Shields(string room, string sender) =>
        [.. Call("shields", ("room", room), ("sender", sender)).EnumerateArray().Select(s => s.ValueKind == JsonValueKind.Number ? s.GetInt32() : (int?)null)];

    /// <summary>Waits for an invitation to a conversation and accepts it.</summary>
    public (string Room, bool IsEncrypted) AcceptConversation(string from)
    {
        var json = Call("conversation", ("sender", from));
        return (json.GetProperty("room").GetString()!, json.GetProperty("encrypted").GetBoolean());
    }

    public void Join(string room) => Call("join", ("room", room));

    public void WaitForMember(string room, string user) => Call("joined", ("room", room), ("user", user));

    /// <summary>Somebody's devices, and whether their owner signed each.</summary>
    public IReadOnlyDictionary<string, bool> DevicesOf(string user) => Call("devices", ("user", user)).EnumerateArray()
        .ToDictionary(d => d.GetProperty("id").GetString()!, d => d.GetProperty("signed").GetBoolean(), StringComparer.Ordinal);

    /// <summary>A file that somebody sent, decrypted.</summary>
    public (bool IsEncrypted, string Text) File(string room, string sender, string name)
    {
        var json = Call("file", ("room", room), ("sender", sender), ("name", name));
        return (json.GetProperty("encrypted").GetBoolean(), json.GetProperty("text").GetString()!);
    }

    /// <summary>Signs the device out, so that it no longer exists.</summary>
    public async Task SignOutAsync()
    {
        var own = Human.Token;
        Human.Token = Token;
        await Human.ClientAsync("POST", "logout");
        Human.Token = own;
    }

    /// <summary>Makes another identity, as somebody does who has lost all devices.</summary>
    public void ResetIdentity() => Call("resetIdentity", ("password", Human.Password));

    /// <summary>Stores the identity on the homeserver and returns the key that opens it.</summary>
    public string MakeRecoveryKey() => Call("recoveryKey").GetString()!;

    private JsonElement Call(string operation, params (string Name, JsonNode? Value)[] arguments) =>
        peer.Call(operation, machine, new JsonObject(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))));
}

/// <param name="Shield">0 if nothing is to be said against it; null if it is not encrypted.</param>
internal sealed record ShownMessage(string Id, string Body, bool IsEncrypted, int? Shield, JsonElement Json)
{
    public JsonElement Content => Json.GetProperty("content");
}
