using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Attachments;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.TestSupport.Matrix;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Both directions with matrix-js-sdk (vodozemac): whole devices, with the rule that only signed devices take part.</summary>
public sealed class MatrixSdkTests : IDisposable
{
    private const string Room = "!room:a.org";
    private const string Alice = "@alice:a.org";
    private const string Bot = "@bot:a.org";

    private readonly KeyServer server = new();
    private readonly Lazy<NodePeer> peer = new(() => new NodePeer("olm-machine.mjs"));
    private readonly TestDevice bot;

    public MatrixSdkTests() => bot = new TestDevice(server, Bot, "BOT", 1).Start();

    public void Dispose()
    {
        if (peer.IsValueCreated)
            peer.Value.Dispose();
    }

    [MatrixSdkFact]
    public void The_sdk_sees_a_device_that_its_owner_signed()
    {
        Assert.True(new SdkDevice(peer.Value, server, Alice, "PHONE").ShowsAsSigned(Bot, "BOT"));
    }

    [MatrixSdkFact]
    public void Messages_go_both_ways_with_the_right_shield()
    {
        var alice = new SdkDevice(peer.Value, server, Alice, "PHONE");
        alice.Track(Bot);
        bot.Say(Room, "hello", Alice);
        alice.Sync();
        Assert.Equal([(Bot, "hello", "None")], alice.Read);

        alice.Say(Room, "one", Bot);
        alice.Say(Room, "two", Bot);
        bot.Sync();
        Assert.Equal([(Alice, "one"), (Alice, "two")], bot.Read);

        bot.Now += TimeSpan.FromDays(7);
        bot.Say(Room, "a new session over the same Olm session", Alice);
        alice.Sync();
        Assert.Equal("a new session over the same Olm session", alice.Read[^1].Body);
        Assert.Empty(bot.Problems);
        Assert.Empty(alice.Failures);
        Assert.Empty(server.Check.ReusedKeys);
    }

    [MatrixSdkFact]
    public void Someone_else_may_write_first()
    {
        var alice = new SdkDevice(peer.Value, server, Alice, "PHONE");
        alice.Say(Room, "first", Bot);
        bot.Sync();
        Assert.Equal([(Alice, "first")], bot.Read);
        bot.Say(Room, "answer", Alice);
        alice.Sync();
        Assert.Equal([(Bot, "answer", "None")], alice.Read);
    }

    [MatrixSdkFact]
    public void The_byte_boundary_of_the_ratchet_is_crossed_in_both_directions()
    {
        var alice = new SdkDevice(peer.Value, server, Alice, "PHONE");
        alice.Share(Room, Bot);
        bot.Sync();
        for (var i = 0; i < 300; i++)
        {
            var content = alice.Encrypt(Room, new JsonObject { ["body"] = $"{i}" });
            if (i is 0 or 1 or 255 or 256 or 257 or 299)
                server.SendEvent(Alice, "PHONE", Room, $"a{i}", content);
        }

        bot.Sync();
        Assert.Equal(["0", "1", "255", "256", "257", "299"], bot.Read.Select(r => r.Body));
    }

    [MatrixSdkFact]
    public void A_lost_Olm_session_is_replaced_and_the_next_message_is_read()
    {
        var alice = new SdkDevice(peer.Value, server, Alice, "PHONE");
        alice.Say(Room, "before", Bot);
        bot.Sync();
        bot.Say(Room, "answer", Alice);
        alice.Sync();
        bot.Step(new MachineInput.UserForgotten(Alice));
        bot.Step(new MachineInput.UsersTracked([Alice]));
        bot.Sync();

        alice.Say("!other:a.org", "lost", Bot);
        bot.Sync();
        alice.Sync();
        alice.Say("!third:a.org", "after", Bot);
        bot.Sync();
        Assert.Equal(["before", "after"], bot.Read.Select(r => r.Body));
    }

    [MatrixSdkFact]
    public void Files_go_both_ways()
    {
        var data = RandomNumberGenerator.GetBytes(200_001);
        var (ciphertext, file) = EncryptedAttachment.Encrypt(data, RandomNumberGenerator.Fill);
        file["url"] = "mxc://a.org/x";
        var read = peer.Value.Call("decryptFile", "", new() { ["data"] = Convert.ToBase64String(ciphertext), ["info"] = file.ToJsonString() });
        Assert.Equal(data, Convert.FromBase64String(read.GetString()!));

        var theirs = peer.Value.Call("encryptFile", "", new() { ["data"] = Convert.ToBase64String(data) });
        using var info = JsonDocument.Parse(theirs.GetProperty("info").GetString()!);
        Assert.Equal(data, EncryptedAttachment.Decrypt(Convert.FromBase64String(theirs.GetProperty("data").GetString()!), info.RootElement));
    }

    [MatrixSdkFact]
    public void The_identity_of_another_client_is_read_with_its_recovery_key()
    {
        var element = new SdkDevice(peer.Value, server, "@other:a.org", "ELEMENT");
        var seeds = element.Call("exportSeeds");
        var key = RandomNumberGenerator.GetBytes(32);
        var recovery = peer.Value.Call("recoveryKey", "", new() { ["key"] = Convert.ToBase64String(key) }).GetProperty("encoded").GetString()!;

        using var storage = SecretStorage.Open("k", Description(key), RecoveryKey.Parse(recovery));
        var keys = CrossSigningKeys.FromSeeds(
            Read(storage, key, "m.cross_signing.master", seeds.GetProperty("master").GetString()!),
            Read(storage, key, "m.cross_signing.self_signing", seeds.GetProperty("selfSigning").GetString()!),
            Read(storage, key, "m.cross_signing.user_signing", seeds.GetProperty("userSigning").GetString()!));

        var other = new TestDevice(server, "@other:a.org", "NEW", 7).Start();
        var needed = Assert.Single(other.Notices.OfType<MachineEffect.RecoveryKeyNeeded>());
        Assert.Equal(keys.Fingerprint, needed.OnServer);
        Assert.False(other.Machine.IsDeviceSigned);

        other.Step(new MachineInput.IdentityRecovered(keys));
        other.Sync();
        Assert.True(other.Machine.IsDeviceSigned);
        Assert.True(new SdkDevice(peer.Value, server, Alice, "PHONE").ShowsAsSigned("@other:a.org", "NEW"));
    }

    private SecretBytes Read(SecretStorage storage, byte[] key, string name, string seed)
    {
        using var data = JsonDocument.Parse("{\"encrypted\": {\"k\": " + Encrypt(key, name, seed) + "}}");
        return storage.ReadSeed(name, data.RootElement);
    }

    private JsonElement Description(byte[] key)
    {
        // The check value is the encryption of zeros under the empty name.
        var check = JsonNode.Parse(Encrypt(key, "", Encoding.UTF8.GetString(new byte[32])))!.AsObject();
        check["algorithm"] = "m.secret_storage.v1.aes-hmac-sha2";
        using var document = JsonDocument.Parse(check.ToJsonString());
        return document.RootElement.Clone();
    }

    private string Encrypt(byte[] key, string name, string secret) => peer.Value
        .Call("storeSecret", "", new() { ["key"] = Convert.ToBase64String(key), ["name"] = name, ["secret"] = secret })
        .GetString()!;
}
