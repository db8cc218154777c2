using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.TestSupport.Matrix;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Benchmarks.Matrix;

/// <summary>
/// What encryption costs: one message, next to vodozemac in WebAssembly as Element uses it, and the keys of a room with 1,000
/// members of 3 devices each.
/// </summary>
internal static class EncryptionBenchmark
{
    private const string Room = "!room:a.org";
    private const string Alice = "@alice:a.org";
    private const string Bob = "@bob:a.org";

    /// <summary>Below the number at which a session is rotated.</summary>
    private const int Messages = 90;

    public static Task RunAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            var (encrypt, decrypt) = MeasureMachine();
            Console.WriteLine($"one message, microseconds: encrypt {encrypt:F0}, decrypt {decrypt:F0}");
            if (NodePeer.IsInstalled)
                Console.WriteLine($"  vodozemac in WebAssembly: {MeasureSdk()}");
        }

        MeasureLargeRoom();
        return Task.CompletedTask;
    }

    private static (double Encrypt, double Decrypt) MeasureMachine()
    {
        var server = new KeyServer();
        var alice = new TestDevice(server, Alice, "A", 1).Start();
        var bob = new TestDevice(server, Bob, "B", 2).Start();
        alice.Say(Room, "first", Bob);
        bob.Sync();

        var events = new List<JsonElement>();
        var machine = alice.Machine;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Messages; i++)
        {
            var content = new JsonObject { ["msgtype"] = "m.text", ["body"] = new string('x', 200) };
            var step = machine.Step(
                new MachineInput.EncryptEvent(Room, $"t{i}", "m.room.message", content, [Bob], SharedHistory: false), alice.Now, RandomNumberGenerator.Fill);
            machine = step.Commit();
            var encrypted = step.Effects.OfType<MachineEffect.EventEncrypted>().Single();
            events.Add(new RoomEntry(i, Room, $"${i}", Alice, ParsedJson.Of(encrypted.Content)).Json);
        }

        var encrypt = watch.Elapsed.TotalMicroseconds / Messages;
        machine = bob.Machine;
        watch.Restart();
        foreach (var json in events)
            machine = machine.Step(new MachineInput.RoomEventArrived(Room, json), bob.Now, RandomNumberGenerator.Fill).Commit();
        return (encrypt, watch.Elapsed.TotalMicroseconds / Messages);
    }

    private static string MeasureSdk()
    {
        using var peer = new NodePeer("olm-machine.mjs");
        var server = new KeyServer();
        var alice = new SdkDevice(peer, server, Alice, "A");
        var bob = new SdkDevice(peer, server, Bob, "B");
        bob.Track(Alice);
        alice.Share(Room, Bob);
        bob.Sync();
        var result = alice.Call("benchmark", new()
        {
            ["other"] = $"{Bob} B",
            ["roomId"] = Room,
            ["sender"] = Alice,
            ["count"] = Messages,
        });
        return $"encrypt {result.GetProperty("encrypt").GetDouble():F0}, decrypt {result.GetProperty("decrypt").GetDouble():F0}";
    }

    private static void MeasureLargeRoom()
    {
        const int members = 1000, devices = 3;
        var server = new KeyServer();
        var random = new Random(1);
        var users = Enumerable.Range(0, members).Select(i => $"@u{i}:a.org").ToArray();
        foreach (var user in users)
        {
            var identity = CrossSigningKeys.Create(random.NextBytes);
            Upload(server, user, "D0", RequestKind.DeviceSigningUpload, identity.UploadBody(user));
            for (var device = 0; device < devices; device++)
            {
                var account = OlmAccount.Create(user, $"D{device}", random.NextBytes).Replenish(OlmAccount.TargetOnServer - 1, random.NextBytes);
                Upload(server, user, account.DeviceId, RequestKind.KeysUpload, account.UploadBody());
                Upload(server, user, account.DeviceId, RequestKind.SignaturesUpload, identity.SignaturesBody(account));
            }
        }

        var bot = new TestDevice(server, "@bot:a.org", "BOT", 1).Start();
        Time($"verify the devices of {members} members with {devices} each", () =>
        {
            bot.Step(new MachineInput.UsersTracked(users));
            bot.Sync();
        });
        Time("first message: sessions and keys for all of them", () => bot.Say(Room, "first", users));
        bot.Step(new MachineInput.MemberLeft(Room, "@x:a.org"));
        Time("new keys for all of them, after someone left", () => bot.Say(Room, "second", users));
        Time("the next message", () => bot.Say(Room, "third", users));
        Console.WriteLine($"store: {bot.Rows.Count} rows, {bot.Rows.Values.Sum(r => r.Length) / 1024} KiB");
    }

    private static void Upload(KeyServer server, string user, string device, RequestKind kind, JsonObject body) =>
        server.Handle(user, device, new MachineRequest($"{user} {device} {kind}", kind, null, body.ToJsonString()));

    private static void Time(string what, Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        Console.WriteLine($"{what}: {watch.ElapsedMilliseconds} ms (the test homeserver included)");
    }
}
