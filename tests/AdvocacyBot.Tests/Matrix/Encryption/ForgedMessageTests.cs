using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>To-device and room events that someone forged, repeated or sent over the wrong channel.</summary>
public sealed class ForgedMessageTests
{
    private static readonly RandomSource Random = RandomNumberGenerator.Fill;

    private readonly EncryptionScene scene = new();
    private readonly OutboundGroupSession session = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, Random);

    [Fact]
    public void The_unchanged_payload_is_accepted()
    {
        scene.Deliver(scene.OlmEvent(Key()));
        Assert.Empty(scene.Bot.Problems);
        ReadFrom(EncryptionScene.Mallory, "accepted");
        Assert.Equal((EncryptionScene.Mallory, "accepted"), scene.Bot.Read[^1]);
    }

    [Theory]
    [InlineData("sender", "\"@alice:a.org\"", EncryptionFault.WrongSender)]
    [InlineData("sender", "null", EncryptionFault.WrongSender)]
    [InlineData("keys", """{"ed25519": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", EncryptionFault.WrongSender)]
    [InlineData("keys", "{}", EncryptionFault.WrongSender)]
    [InlineData("recipient", "\"@carol:a.org\"", EncryptionFault.WrongRecipient)]
    [InlineData("recipient_keys", """{"ed25519": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", EncryptionFault.WrongRecipient)]
    [InlineData("recipient_keys", "null", EncryptionFault.WrongRecipient)]
    [InlineData("sender_device_keys", "{}", EncryptionFault.WrongSender)]
    [InlineData("sender_device_keys", """{"user_id": "@mallory:a.org", "device_id": "OTHER", "keys": {}}""", EncryptionFault.WrongSender)]
    [InlineData("sender_device_keys", """{"user_id": "@alice:a.org", "device_id": "LAPTOP", "keys": {}}""", EncryptionFault.WrongSender)]
    [InlineData("sender_device_keys", """{"user_id": "@mallory:a.org", "device_id": "LAPTOP", "keys": {}}""", EncryptionFault.Malformed)]
    [InlineData("type", "\"m.forwarded_room_key\"", EncryptionFault.ImportRefused)]
    [InlineData("type", "\"m.secret.send\"", EncryptionFault.ImportRefused)]
    public void A_payload_with_one_wrong_name_is_discarded(string member, string value, EncryptionFault expected)
    {
        var payload = Key();
        payload[member] = JsonNode.Parse(value);
        scene.Deliver(scene.OlmEvent(payload));
        scene.AssertProblem(expected);
        Assert.False(HasSession(EncryptionScene.Mallory));
    }

    [Fact]
    public void A_message_that_is_passed_on_under_another_name_is_discarded()
    {
        var payload = Key();
        payload["sender"] = EncryptionScene.Alice;
        scene.Deliver(scene.OlmEvent(payload, sender: EncryptionScene.Alice));
        scene.AssertProblem(EncryptionFault.UnknownDevice);
        Assert.False(HasSession(EncryptionScene.Alice));
    }

    [Theory]
    [InlineData("m.room_key")]
    [InlineData("m.forwarded_room_key")]
    [InlineData("m.secret.send")]
    public void Keys_without_encryption_are_ignored(string type)
    {
        using var key = session.SharedKey();
        var content = EncryptionScene.RoomKey(session.Id, key);
        scene.Deliver(new JsonObject { ["type"] = type, ["sender"] = EncryptionScene.Alice, ["content"] = content });
        scene.AssertProblem(EncryptionFault.ImportRefused);
        Assert.False(HasSession(EncryptionScene.Alice));
    }

    [Fact]
    public void A_to_device_event_that_uses_Megolm_is_ignored()
    {
        scene.Deliver(new JsonObject
        {
            ["type"] = "m.room.encrypted",
            ["sender"] = EncryptionScene.Alice,
            ["content"] = new JsonObject { ["algorithm"] = OlmAccount.MegolmAlgorithm, ["ciphertext"] = "AwgAEgA", ["session_id"] = session.Id },
        });
        scene.AssertProblem(EncryptionFault.UnknownAlgorithm);
    }

    [Fact]
    public void Requests_for_keys_are_not_answered()
    {
        var before = scene.Server.ToDevice.Count;
        scene.Deliver(new JsonObject
        {
            ["type"] = "m.room_key_request",
            ["sender"] = EncryptionScene.Mallory,
            ["content"] = new JsonObject { ["action"] = "request", ["requesting_device_id"] = "LAPTOP", ["request_id"] = "1" },
        });
        Assert.Equal(before + 1, scene.Server.ToDevice.Count);
    }

    [Fact]
    public void A_known_session_is_neither_replaced_nor_shortened()
    {
        scene.Deliver(scene.OlmEvent(Key()));
        var later = session with { Ratchet = session.Ratchet.AdvanceTo(5) };
        using var key = later.SharedKey();
        // The scene does not store the attacker's ratchet, so another message advances it.
        scene.Attacker.Say("!elsewhere:a.org", "advance", EncryptionScene.BotId);
        scene.Deliver(scene.OlmEvent(scene.Payload("m.room_key", EncryptionScene.RoomKey(later.Id, key))));
        scene.AssertProblem(EncryptionFault.KeyChanged);
        ReadFrom(EncryptionScene.Mallory, "from index 0");
        Assert.Equal("from index 0", scene.Bot.Read[^1].Body);
    }

    [Fact]
    public void A_session_of_another_person_does_not_become_the_attackers()
    {
        // The attacker is a member and has Alice's session; sending it as its own must not change who wrote the messages.
        var victim = scene.Person.Machine.State.Outbound.Find(EncryptionScene.Room)!.Session;
        using var key = victim.SharedKey();
        scene.Deliver(scene.OlmEvent(scene.Payload("m.room_key", EncryptionScene.RoomKey(victim.Id, key))));

        var (_, ciphertext) = victim.Encrypt(EncryptionScene.Plaintext(EncryptionScene.Room, "by alice"));
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$stolen", EncryptionScene.Mallory, victim.Id, ciphertext), EncryptionScene.Room);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$real", EncryptionScene.Alice, victim.Id, ciphertext), EncryptionScene.Room);
        Assert.Equal((EncryptionScene.Alice, "by alice"), scene.Bot.Read[^1]);
    }

    [Fact]
    public void An_event_in_another_room_than_the_one_inside_is_refused()
    {
        scene.Deliver(scene.OlmEvent(Key()));
        var (_, ciphertext) = session.Encrypt(EncryptionScene.Plaintext("!other:a.org", "moved"));
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$moved", EncryptionScene.Mallory, session.Id, ciphertext), EncryptionScene.Room);
        scene.AssertUndecryptable("$moved", EncryptionFault.WrongRoom);
    }

    [Fact]
    public void A_replayed_event_has_no_second_effect()
    {
        scene.Deliver(scene.OlmEvent(Key()));
        var ahead = session with { Ratchet = session.Ratchet.AdvanceTo(3) };
        var (_, ciphertext) = ahead.Encrypt(EncryptionScene.Plaintext(EncryptionScene.Room, "once"));
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$first", EncryptionScene.Mallory, session.Id, ciphertext), EncryptionScene.Room);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$first", EncryptionScene.Mallory, session.Id, ciphertext), EncryptionScene.Room);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$second", EncryptionScene.Mallory, session.Id, ciphertext, time: 2), EncryptionScene.Room);
        Assert.Single(scene.Bot.Read, r => r.Body == "once");
        scene.AssertUndecryptable("$second", EncryptionFault.Replayed);
    }

    [Fact]
    public void A_repeated_to_device_event_has_no_second_effect_and_no_new_session()
    {
        var toDevice = scene.OlmEvent(Key());
        scene.Deliver(toDevice);
        var requests = scene.Server.RequestCount;
        for (var i = 0; i < 5; i++)
            scene.Deliver((JsonObject)toDevice.DeepClone());
        Assert.Empty(scene.Bot.Problems);
        Assert.Equal(requests, scene.Server.RequestCount);
    }

    [Fact]
    public void A_broken_session_is_replaced_at_most_once_an_hour()
    {
        var claims = Claims(() =>
        {
            for (var i = 0; i < 5; i++)
                scene.Deliver(scene.OlmEvent(new OlmCiphertext(OlmCiphertext.Normal, Broken())));
        });
        Assert.Equal(1, claims);

        scene.Bot.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(1, Claims(() => scene.Deliver(scene.OlmEvent(new OlmCiphertext(OlmCiphertext.Normal, Broken())))));
    }

    [Fact]
    public void A_one_time_key_stays_until_it_has_decrypted_something()
    {
        var stranger = OlmAccount.Create("@x:a.org", "X", Random);
        var key = scene.Bot.Machine.State.Account.OneTimeKeys[^1];
        var begun = OlmSession.Begin(stranger.Identity, scene.BotDevice.IdentityKey, key.Pair.Public, Random);
        var (_, message) = begun.Encrypt("x"u8, Random);
        message.Body[^1] ^= 1;
        scene.Deliver(scene.OlmEvent(message, senderKey: stranger.Identity.Public.Value));
        Assert.NotNull(scene.Bot.Machine.State.Account.Find(key.Pair.Public));
    }

    [Fact]
    public void A_pre_key_message_with_another_identity_key_is_refused()
    {
        var stranger = OlmAccount.Create("@x:a.org", "X", Random);
        var key = scene.Bot.Machine.State.Account.OneTimeKeys[^1];
        var (_, message) = OlmSession.Begin(stranger.Identity, scene.BotDevice.IdentityKey, key.Pair.Public, Random).Encrypt("x"u8, Random);
        scene.Deliver(scene.OlmEvent(message));
        scene.AssertProblem(EncryptionFault.WrongSender);
    }

    private JsonObject Key()
    {
        using var key = session.SharedKey();
        return scene.Payload("m.room_key", EncryptionScene.RoomKey(session.Id, key));
    }

    private byte[] Broken()
    {
        var body = UnpaddedBase64.Decode((string)scene.OlmEvent(Key())["content"]!["ciphertext"]![scene.BotDevice.IdentityKey.Value]!["body"]!);
        body[^1] ^= 1;
        return body;
    }

    private int Claims(Action action)
    {
        var count = 0;
        scene.Bot.Point = name => count += name == $"before {RequestKind.KeysClaim}" ? 1 : 0;
        action();
        return count;
    }

    private void ReadFrom(string sender, string body)
    {
        var (_, ciphertext) = session.Encrypt(EncryptionScene.Plaintext(EncryptionScene.Room, body));
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent($"${body}", sender, session.Id, ciphertext), EncryptionScene.Room);
    }

    private bool HasSession(string user) => scene.Bot.Machine.State.Inbound.Find(InboundRow.KeyOf(EncryptionScene.Room, session.Id, user)) is not null;
}
