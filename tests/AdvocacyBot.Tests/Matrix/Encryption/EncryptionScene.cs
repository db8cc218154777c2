using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>The bot, a person and someone who attacks, who know each other; and the means of an attacker or a homeserver.</summary>
internal sealed class EncryptionScene
{
    public const string Room = "!room:a.org";
    public const string Alice = "@alice:a.org";
    public const string Mallory = "@mallory:a.org";
    public const string BotId = "@bot:a.org";

    public EncryptionScene()
    {
        Bot = new TestDevice(Server, BotId, "BOT", 1).Start();
        Person = new TestDevice(Server, Alice, "PHONE", 2).Start();
        Attacker = new TestDevice(Server, Mallory, "LAPTOP", 3).Start();
        Bot.Say(Room, "welcome", Alice, Mallory);
        Person.Sync();
        Attacker.Sync();
        Person.Say(Room, "hello from alice", BotId, Mallory);
        Attacker.Say(Room, "hello from mallory", BotId, Alice);
        Bot.Sync();
        Attacker.Sync();
        Assert.Equal(2, Bot.Read.Count);
        Bot.Notices.Clear();
    }

    public KeyServer Server { get; } = new();

    public TestDevice Bot { get; }

    public TestDevice Person { get; }

    public TestDevice Attacker { get; }

    public PeerDevice BotDevice => Attacker.Machine.State.Users.Find(BotId)!.Devices["BOT"];

    /// <summary>Gives the bot one to-device event, as a homeserver could.</summary>
    public void Deliver(JsonObject toDevice)
    {
        Server.Inject(BotId, "BOT", toDevice);
        Bot.Sync();
    }

    /// <summary>Encrypts any payload to the bot over the attacker's real Olm session; the event claims to come from a sender.</summary>
    public JsonObject OlmEvent(JsonObject payload, string sender = Mallory)
    {
        var session = Attacker.Machine.State.Peers.Find(BotDevice.IdentityKey.Value)!.Sessions[0];
        var (_, message) = session.Encrypt(Encoding.UTF8.GetBytes(payload.ToJsonString()), RandomNumberGenerator.Fill);
        return OlmEvent(message, sender);
    }

    public JsonObject OlmEvent(OlmCiphertext message, string sender = Mallory, string? senderKey = null) => new()
    {
        ["type"] = "m.room.encrypted",
        ["sender"] = sender,
        ["content"] = new JsonObject
        {
            ["algorithm"] = OlmAccount.OlmAlgorithm,
            ["sender_key"] = senderKey ?? Attacker.Machine.State.Account.Identity.Public.Value,
            ["ciphertext"] = new JsonObject
            {
                [BotDevice.IdentityKey.Value] = new JsonObject { ["type"] = message.Type, ["body"] = UnpaddedBase64.Encode(message.Body) },
            },
        },
    };

    /// <summary>A payload that passes all checks, to be changed.</summary>
    public JsonObject Payload(string type, JsonObject content) => new()
    {
        ["type"] = type,
        ["content"] = content,
        ["sender"] = Mallory,
        ["recipient"] = BotId,
        ["recipient_keys"] = new JsonObject { ["ed25519"] = BotDevice.SigningKey.Value },
        ["keys"] = new JsonObject { ["ed25519"] = Attacker.Machine.State.Account.Signing.Public.Value },
    };

    public static JsonObject RoomKey(string sessionId, SecretBytes sharedKey, string room = Room) => new()
    {
        ["algorithm"] = OlmAccount.MegolmAlgorithm,
        ["room_id"] = room,
        ["session_id"] = sessionId,
        ["session_key"] = UnpaddedBase64.Encode(sharedKey.Span),
    };

    /// <summary>A room event with a ciphertext, as a homeserver could make it up.</summary>
    public static JsonElement RoomEvent(string eventId, string sender, string sessionId, byte[] ciphertext, int time = 1) => ParsedJson.Of(new JsonObject
    {
        ["type"] = "m.room.encrypted",
        ["event_id"] = eventId,
        ["sender"] = sender,
        ["origin_server_ts"] = time,
        ["content"] = new JsonObject
        {
            ["algorithm"] = OlmAccount.MegolmAlgorithm,
            ["session_id"] = sessionId,
            ["ciphertext"] = UnpaddedBase64.Encode(ciphertext),
            ["sender_key"] = "a lie",
            ["device_id"] = "another lie",
        },
    });

    public static byte[] Plaintext(string room, string body) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "m.room.message",
        ["room_id"] = room,
        ["content"] = new JsonObject { ["body"] = body },
    }.ToJsonString());

    public void AssertProblem(EncryptionFault fault) => Assert.Contains(Bot.Problems, p => p.Fault == fault);

    public void AssertUndecryptable(string eventId, EncryptionFault fault) =>
        Assert.Contains(Bot.Notices.OfType<MachineEffect.EventUndecryptable>(), u => u.EventId == eventId && u.Fault == fault);
}
