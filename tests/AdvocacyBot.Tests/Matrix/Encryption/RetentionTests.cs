using System.Text;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>What is kept, for how long, and that nothing prints it.</summary>
public sealed class RetentionTests
{
    private readonly EncryptionScene scene = new();

    [Fact]
    public void A_person_who_is_forgotten_leaves_no_row()
    {
        scene.Bot.Step(new MachineInput.UserForgotten(EncryptionScene.Alice));
        var alice = scene.Person.Machine.State.Account.Identity.Public.Value;
        foreach (var ((kind, key), value) in scene.Bot.Rows)
        {
            Assert.DoesNotContain("alice", key, StringComparison.Ordinal);
            Assert.NotEqual(alice, key);
            Assert.DoesNotContain("@alice", Encoding.UTF8.GetString(value), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_person_who_was_forgotten_can_come_back()
    {
        scene.Bot.Step(new MachineInput.UserForgotten(EncryptionScene.Alice));
        scene.Bot.Say(EncryptionScene.Room, "welcome back", EncryptionScene.Alice, EncryptionScene.Mallory);
        scene.Person.Sync();
        Assert.Equal("welcome back", scene.Person.Read[^1].Body);
    }

    [Fact]
    public void A_room_that_the_bot_left_leaves_only_that_it_is_encrypted()
    {
        scene.Bot.Step(new MachineInput.RoomLeft(EncryptionScene.Room));
        var left = Assert.Single(scene.Bot.Rows.Keys, k => k.Key.Contains(EncryptionScene.Room, StringComparison.Ordinal));
        Assert.Equal(RowKind.Room, left.Kind);
        Assert.True(scene.Bot.Machine.IsEncrypted(EncryptionScene.Room));
    }

    [Fact]
    public void An_older_session_goes_when_a_newer_one_of_the_device_is_used()
    {
        scene.Person.Now += TimeSpan.FromDays(7);
        scene.Bot.Now += TimeSpan.FromDays(7);
        scene.Person.Say(EncryptionScene.Room, "in a new session", EncryptionScene.BotId);
        scene.Bot.Sync();
        Assert.Equal("in a new session", scene.Bot.Read[^1].Body);
        Assert.Single(scene.Bot.Machine.State.Inbound.Values, r => r.Sender.UserId == EncryptionScene.Alice);
    }

    [Fact]
    public void Sessions_go_a_day_after_their_senders_must_have_rotated()
    {
        scene.Bot.Now += TimeSpan.FromDays(8) + TimeSpan.FromMinutes(1);
        scene.Bot.Step(new MachineInput.TimePassed());
        Assert.Equal(0, scene.Bot.Machine.State.Inbound.Count);
        Assert.Equal(0, scene.Bot.Machine.State.Outbound.Count);
    }

    [Fact]
    public void The_replaced_fallback_key_goes_after_an_hour()
    {
        scene.Server.Exhaust(EncryptionScene.BotId, "BOT");
        new TestDevice(scene.Server, "@carol:a.org", "D", 9).Start().Say("!r:a.org", "with the fallback key", EncryptionScene.BotId);
        scene.Bot.Sync();
        Assert.NotNull(scene.Bot.Machine.State.Account.PreviousFallback);
        scene.Bot.Now += TimeSpan.FromMinutes(61);
        scene.Bot.Step(new MachineInput.TimePassed());
        Assert.Null(scene.Bot.Machine.State.Account.PreviousFallback);
    }

    [Fact]
    public void Keys_that_a_step_dropped_are_overwritten_once_it_is_stored()
    {
        var key = scene.Bot.Machine.State.Outbound.Find(EncryptionScene.Room)!.Session.Ratchet.State;
        var step = scene.Bot.Machine.Step(Encrypt(), scene.Bot.Now, bytes => bytes.Clear());
        Assert.Equal(128, key.Span.Length);
        var rows = step.Changes.Where(r => r.Value is not null).ToArray();
        step.Commit();
        Assert.Throws<ObjectDisposedException>(() => key.Span.Length);
        Assert.All(rows, row => Assert.Throws<ObjectDisposedException>(() => row.Value!.Span.Length));
    }

    [Fact]
    public void A_step_that_could_not_be_stored_leaves_the_machine_as_it_was()
    {
        var index = scene.Bot.Machine.State.Outbound.Find(EncryptionScene.Room)!.Session.Ratchet.Index;
        scene.Bot.Machine.Step(Encrypt(), scene.Bot.Now, bytes => bytes.Clear()).Discard();
        Assert.Equal(index, scene.Bot.Machine.State.Outbound.Find(EncryptionScene.Room)!.Session.Ratchet.Index);
        scene.Bot.Say(EncryptionScene.Room, "still works", EncryptionScene.Alice, EncryptionScene.Mallory);
        scene.Person.Sync();
        Assert.Equal("still works", scene.Person.Read[^1].Body);
    }

    [Fact]
    public void Nothing_prints_a_key_or_a_message()
    {
        var state = scene.Bot.Machine.State;
        var texts = new List<string?>
        {
            state.ToString(), state.Account.ToString(), state.AccountRow.ToString(), Encrypt().ToString(),
            new MachineEffect.EventDecrypted("!r", "$e", "@a", 1, "m.room.message", "a private message").ToString(),
        };
        texts.AddRange(state.Peers.Values.Select(p => p.ToString()));
        texts.AddRange(state.Peers.Values.SelectMany(p => p.Sessions).Select(s => s.ToString()));
        texts.AddRange(state.Outbound.Values.Select(p => p.ToString()));
        texts.AddRange(state.Inbound.Values.Select(p => p.ToString()));
        texts.AddRange(state.Identities.Values.Select(p => p.ToString()));
        var all = string.Join('\n', texts);
        Assert.DoesNotContain("a private message", all, StringComparison.Ordinal);
        foreach (var secret in Secrets())
            Assert.DoesNotContain(UnpaddedBase64.Encode(secret.Span), all, StringComparison.Ordinal);

        IEnumerable<SecretBytes> Secrets() =>
        [
            .. state.Account.Secrets(), .. state.Peers.Values.SelectMany(p => p.Secrets()), .. state.Outbound.Values.SelectMany(p => p.Secrets()),
            .. state.Inbound.Values.SelectMany(p => p.Secrets()), .. state.Identities.Values.SelectMany(p => p.Secrets()),
        ];
    }

    private static MachineInput.EncryptEvent Encrypt() => new(
        EncryptionScene.Room, "t", "m.room.message", new() { ["body"] = "a private message" }, [EncryptionScene.Alice, EncryptionScene.Mallory], SharedHistory: false);
}
