using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>matrix-js-sdk's Rust crypto (vodozemac) in a Node process: the implementation that Element uses.</summary>
internal sealed class OlmMachinePeer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private int lastId;

    public OlmMachinePeer()
    {
        process = Process.Start(new ProcessStartInfo("node", "olm-machine.mjs")
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    public static bool IsInstalled { get; } =
        Directory.Exists(Path.Combine(Folder(), "node_modules", "matrix-js-sdk"))
        && (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    /// <summary>Throws with the peer's message if the operation fails.</summary>
    public JsonElement Call(string operation, string machine, JsonObject? arguments = null)
    {
        var request = (JsonObject?)arguments?.DeepClone() ?? [];
        request["id"] = ++lastId;
        request["op"] = operation;
        request["machine"] = machine;
        process.StandardInput.WriteLine(request.ToJsonString());
        process.StandardInput.Flush();
        var read = process.StandardOutput.ReadLineAsync();
        Assert.True(read.Wait(Timeout), $"{operation} took too long.");
        using var answer = JsonDocument.Parse(read.Result ?? throw new InvalidOperationException("The peer stopped."));
        return answer.RootElement.TryGetProperty("error", out var error)
            ? throw new PeerException($"{operation}: {error}")
            : answer.RootElement.GetProperty("result").Clone();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "peers"));
}

/// <summary>The peer refused.</summary>
internal sealed class PeerException(string message) : Exception(message);

/// <summary>A test that compares with matrix-js-sdk.</summary>
public sealed class MatrixSdkFactAttribute : FactAttribute
{
    public MatrixSdkFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(OlmMachinePeer.IsInstalled, "matrix-js-sdk (npm ci --ignore-scripts in tests/peers)");
}

/// <summary>A person's device that runs matrix-js-sdk's crypto against the homeserver in memory.</summary>
internal sealed class SdkDevice
{
    private readonly OlmMachinePeer peer;
    private readonly KeyServer server;
    private readonly string user;
    private readonly string device;
    private int since;
    private int sent;

    public SdkDevice(OlmMachinePeer peer, KeyServer server, string user, string device)
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
