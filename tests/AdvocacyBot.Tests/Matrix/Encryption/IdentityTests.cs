using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Cross-signing identities, the bot's and other people's, when a homeserver lies about them.</summary>
public sealed class IdentityTests
{
    private readonly EncryptionScene scene = new();

    [Fact]
    public void A_copied_store_is_noticed()
    {
        var copy = new TestDevice(scene.Server, EncryptionScene.BotId, "BOT", 77);
        copy.Start();
        Assert.Contains(copy.Notices, n => n is MachineEffect.DeviceUnusable);
    }

    [Fact]
    public void A_person_who_is_said_to_have_left_keeps_the_pinned_identity()
    {
        scene.Bot.Step(new MachineInput.SyncArrived(Lists("left", EncryptionScene.Alice)));
        ReplaceIdentity();
        scene.Bot.Say(EncryptionScene.Room, "for alice", EncryptionScene.Alice);
        Assert.Single(scene.Bot.Notices.OfType<MachineEffect.IdentityChanged>());
    }

    [Fact]
    public void A_changed_identity_is_announced_before_anything_is_encrypted_for_it()
    {
        ReplaceIdentity();
        scene.Bot.Sync();
        var changed = Assert.Single(scene.Bot.Notices.OfType<MachineEffect.IdentityChanged>());
        Assert.Equal(EncryptionScene.Alice, changed.UserId);
        Assert.NotEqual(changed.Previous, changed.Current);

        scene.Bot.Say(EncryptionScene.Room, "not for the new identity", EncryptionScene.Alice, EncryptionScene.Mallory);
        Assert.DoesNotContain("not for the new identity", ReadByPerson());
        scene.Bot.Step(new MachineInput.IdentityChangeAnnounced(EncryptionScene.Alice));
        scene.Bot.Say(EncryptionScene.Room, "organizers know", EncryptionScene.Alice, EncryptionScene.Mallory);
        Assert.Contains("organizers know", ReadByPerson());
    }

    [Theory]
    [InlineData("usage", """["user_signing"]""")]
    [InlineData("keys", """{"ed25519:PHONE": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("user_id", "\"@mallory:a.org\"")]
    [InlineData("signatures", "{}")]
    public void A_self_signing_key_that_the_master_key_did_not_sign_counts_for_nothing(string member, string value)
    {
        scene.Server.Tamper = (request, answer) =>
        {
            if (request.Kind == RequestKind.KeysQuery && answer["self_signing_keys"]?[EncryptionScene.Alice] is JsonObject key)
                key[member] = JsonNode.Parse(value);
            return answer;
        };
        scene.Bot.Step(new MachineInput.SyncArrived(Changed(EncryptionScene.Alice)));
        scene.Bot.Say(EncryptionScene.Room, "nobody signed", EncryptionScene.Alice);
        Assert.DoesNotContain("nobody signed", ReadByPerson());
    }

    [Fact]
    public void An_existing_identity_of_the_bot_is_never_overwritten()
    {
        var uploads = new List<RequestKind>();
        var second = new TestDevice(scene.Server, EncryptionScene.BotId, "SECOND", 8);
        scene.Server.Tamper = (request, answer) =>
        {
            uploads.Add(request.Kind);
            return answer;
        };
        second.Start();
        Assert.Contains(second.Notices, n => n is MachineEffect.RecoveryKeyNeeded);
        Assert.DoesNotContain(RequestKind.DeviceSigningUpload, uploads);

        second.Step(new MachineInput.IdentityRecovered(CrossSigningKeys.Create(bytes => bytes.Fill(9))));
        second.Sync();
        Assert.Contains(second.Problems, p => p.Fault == EncryptionFault.WrongRecoveryKey);
        Assert.DoesNotContain(RequestKind.DeviceSigningUpload, uploads);
        Assert.False(second.Machine.IsDeviceSigned);
    }

    [Fact]
    public void A_lost_store_leads_to_a_new_device_that_the_kept_identity_signs()
    {
        var fresh = scene.Bot.SecondDevice("AFTER", 9);
        Assert.True(fresh.Machine.IsDeviceSigned);
        Assert.Equal(scene.Bot.Machine.IdentityFingerprint, fresh.Machine.IdentityFingerprint);
    }

    /// <summary>Alice's account gets a new identity that signs the same device, as after a reset.</summary>
    private void ReplaceIdentity()
    {
        var other = CrossSigningKeys.Create(bytes => new Random(5).NextBytes(bytes));
        var account = scene.Person.Machine.State.Account;
        scene.Server.Handle(EncryptionScene.Alice, "PHONE", new("x", RequestKind.DeviceSigningUpload, null, other.UploadBody(account.UserId).ToJsonString()));
        scene.Server.Handle(EncryptionScene.Alice, "PHONE", new("y", RequestKind.SignaturesUpload, null, other.SignaturesBody(account).ToJsonString()));
    }

    private List<string> ReadByPerson()
    {
        scene.Person.Sync();
        return [.. scene.Person.Read.Select(r => r.Body)];
    }

    private static JsonElement Changed(string user) => Lists("changed", user);

    private static JsonElement Lists(string member, string user) =>
        ParsedJson.Of(new JsonObject { ["device_lists"] = new JsonObject { [member] = new JsonArray(user) } });
}
