using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Events that cannot be read: how long they wait, and what is said about them.</summary>
public sealed class UndecryptableEventTests
{
    private readonly EncryptionScene scene = new();

    [Fact]
    public void A_bad_message_leaves_one_polite_line_a_day_and_the_reason()
    {
        var unknown = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, RandomNumberGenerator.Fill);
        for (var i = 0; i < 3; i++)
            scene.Bot.ReadRoom(EncryptionScene.RoomEvent($"${i}", EncryptionScene.Alice, unknown.Id, unknown.Encrypt("x"u8).Message), EncryptionScene.Room);
        Assert.Empty(Undecryptable());

        scene.Bot.Now += TimeSpan.FromMinutes(2);
        scene.Bot.Step(new MachineInput.TimePassed());
        Assert.Equal([true, false, false], Undecryptable().Select(u => u.AskToResend));
        Assert.All(Undecryptable(), u => Assert.Equal(EncryptionFault.NoSession, u.Fault));

        scene.Bot.Now += TimeSpan.FromDays(1);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$next", EncryptionScene.Alice, unknown.Id, unknown.Encrypt("x"u8).Message), EncryptionScene.Room);
        scene.Bot.Now += TimeSpan.FromMinutes(2);
        scene.Bot.Step(new MachineInput.TimePassed());
        Assert.True(Undecryptable().Last().AskToResend);
    }

    [Fact]
    public void An_unknown_algorithm_is_reported_and_not_answered()
    {
        scene.Bot.ReadRoom(ParsedJson.Of("""{"event_id": "$x", "sender": "@alice:a.org", "content": {"algorithm": "m.new"}}"""), EncryptionScene.Room);
        scene.AssertUndecryptable("$x", EncryptionFault.UnknownAlgorithm);
        Assert.False(Undecryptable().Single().AskToResend);
    }

    [Fact]
    public void A_key_that_arrives_late_is_still_used()
    {
        var unknown = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, RandomNumberGenerator.Fill);
        var (next, first) = unknown.Encrypt(EncryptionScene.Plaintext(EncryptionScene.Room, "first"));
        var (_, second) = next.Encrypt(EncryptionScene.Plaintext(EncryptionScene.Room, "second"));
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$1", EncryptionScene.Mallory, unknown.Id, first), EncryptionScene.Room);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$2", EncryptionScene.Mallory, unknown.Id, second), EncryptionScene.Room);
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$2", EncryptionScene.Mallory, unknown.Id, second), EncryptionScene.Room);

        using var key = unknown.SharedKey();
        scene.Deliver(scene.OlmEvent(scene.Payload("m.room_key", EncryptionScene.RoomKey(unknown.Id, key))));
        Assert.Equal(["first", "second"], scene.Bot.Read.TakeLast(2).Select(r => r.Body));
        Assert.Empty(Undecryptable());
    }

    [Fact]
    public void A_withheld_key_is_named_as_the_reason()
    {
        var unknown = OutboundGroupSession.Create(DateTimeOffset.UnixEpoch, RandomNumberGenerator.Fill);
        scene.Deliver(new()
        {
            ["type"] = "m.room_key.withheld",
            ["sender"] = EncryptionScene.Alice,
            ["content"] = new JsonObject
            {
                ["code"] = "m.unverified",
                ["room_id"] = EncryptionScene.Room,
                ["session_id"] = unknown.Id,
            },
        });
        scene.Bot.ReadRoom(EncryptionScene.RoomEvent("$x", EncryptionScene.Alice, unknown.Id, unknown.Encrypt("x"u8).Message), EncryptionScene.Room);
        Assert.Equal((EncryptionFault.Withheld, true), Undecryptable().Select(u => (u.Fault, u.AskToResend)).Single());
    }

    private IEnumerable<MachineEffect.EventUndecryptable> Undecryptable() => scene.Bot.Notices.OfType<MachineEffect.EventUndecryptable>();
}
