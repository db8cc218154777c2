using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>Whole conversations between devices through a homeserver in memory.</summary>
public sealed class EncryptedConversationTests
{
    private const string Room = "!room:a.org";
    private const string Alice = "@alice:a.org";
    private const string Bot = "@bot:a.org";
    private const string Carol = "@carol:a.org";

    private readonly KeyServer server = new();
    private readonly TestDevice bot;
    private readonly TestDevice alice;

    public EncryptedConversationTests()
    {
        bot = new TestDevice(server, Bot, "BOT", 1).Start();
        alice = new TestDevice(server, Alice, "PHONE", 2).Start();
    }

    [Fact]
    public void The_first_start_creates_an_identity_and_signs_the_device()
    {
        Assert.True(bot.Machine.IsDeviceSigned);
        var signed = Assert.Single(bot.Notices.OfType<MachineEffect.OwnDeviceSigned>());
        Assert.Equal(bot.Machine.IdentityFingerprint, signed.Identity);
        Assert.Empty(bot.Problems);
    }

    [Fact]
    public void Two_people_read_each_other()
    {
        bot.Say(Room, "hello", Alice, Bot);
        alice.Sync();
        Assert.Equal([(Bot, "hello")], alice.Read);

        alice.Say(Room, "hello yourself", Alice, Bot);
        bot.Sync();
        Assert.Equal([(Alice, "hello yourself")], bot.Read);
        Assert.Empty(server.Check.ReusedKeys);
        Assert.Empty(bot.Problems.Concat(alice.Problems));
    }

    [Fact]
    public void A_newcomer_reads_only_what_comes_after_joining()
    {
        var carol = new TestDevice(server, Carol, "LAPTOP", 3).Start();
        bot.Say(Room, "before", Alice, Bot);
        bot.Say(Room, "after", Alice, Bot, Carol);
        alice.Sync();
        carol.Sync();
        carol.Now += TimeSpan.FromMinutes(2);
        carol.Sync();
        Assert.Equal(["before", "after"], alice.Read.Select(r => r.Body));
        Assert.Equal(["after"], carol.Read.Select(r => r.Body));
    }

    [Fact]
    public void Someone_who_left_cannot_read_on()
    {
        var carol = new TestDevice(server, Carol, "LAPTOP", 3).Start();
        bot.Say(Room, "together", Alice, Bot, Carol);
        bot.Say(Room, "without carol", Alice, Bot);
        alice.Sync();
        carol.Sync();
        Assert.Equal(["together", "without carol"], alice.Read.Select(r => r.Body));
        Assert.Equal(["together"], carol.Read.Select(r => r.Body));
    }

    [Fact]
    public void Someone_who_left_and_came_back_is_given_a_new_session()
    {
        bot.Say(Room, "one", Alice, Bot);
        bot.Step(new MachineInput.MemberLeft(Room, Alice));
        bot.Say(Room, "two", Alice, Bot);
        Assert.Equal(2, server.Events.Select(e => e.Content.GetProperty("session_id").GetString()).Distinct().Count());
    }

    [Fact]
    public void A_second_device_reads_and_a_removed_one_does_not()
    {
        var laptop = alice.SecondDevice("LAPTOP", 4);
        bot.Say(Room, "both", Alice, Bot);
        laptop.Sync();
        Assert.Equal(["both"], laptop.Read.Select(r => r.Body));

        server.RemoveDevice(Alice, "LAPTOP");
        bot.Sync();
        bot.Say(Room, "only the phone", Alice, Bot);
        alice.Sync();
        laptop.Sync();
        Assert.Equal(["both", "only the phone"], alice.Read.Select(r => r.Body));
        Assert.Equal(["both"], laptop.Read.Select(r => r.Body));
    }

    [Fact]
    public void A_session_is_rotated_after_a_hundred_messages_and_after_a_week()
    {
        for (var i = 0; i < 101; i++)
            bot.Say(Room, $"message {i}", Alice, Bot);
        bot.Now += TimeSpan.FromDays(7);
        bot.Say(Room, "a week later", Alice, Bot);
        alice.Sync();
        Assert.Equal(102, alice.Read.Count);
        var sessions = server.Events.Select(e => e.Content.GetProperty("session_id").GetString()).ToArray();
        Assert.Equal(sessions[0], sessions[99]);
        Assert.NotEqual(sessions[99], sessions[100]);
        Assert.NotEqual(sessions[100], sessions[101]);
    }

    [Fact]
    public void A_change_of_history_visibility_rotates_the_session()
    {
        bot.Post(Room, "joined", sharedHistory: false, Alice);
        bot.Sync();
        bot.Post(Room, "shared", sharedHistory: true, Alice);
        bot.Sync();
        Assert.Equal(2, server.Events.Select(e => e.Content.GetProperty("session_id").GetString()).Distinct().Count());
    }

    [Fact]
    public void Keys_are_replenished_while_many_people_begin_sessions()
    {
        for (var i = 0; i < 120; i++)
        {
            var person = new TestDevice(server, $"@p{i}:a.org", "D", 100 + i).Start();
            person.Say($"!r{i}:a.org", $"hello {i}", Bot);
            if (i % 10 == 9)
                bot.Sync();
        }

        Assert.Equal(120, bot.Read.Count);
        Assert.Empty(bot.Problems);
    }

    [Fact]
    public void A_fallback_key_serves_until_it_is_replaced_and_an_hour_longer()
    {
        server.Exhaust(Bot, "BOT");
        var first = new TestDevice(server, "@p1:a.org", "D", 11).Start();
        var late = new TestDevice(server, "@p2:a.org", "D", 12).Start();
        first.Say("!r1:a.org", "with the fallback key", Bot);
        server.Exhaust(Bot, "BOT");
        late.Say("!r2:a.org", "with the same key, but late", Bot);
        bot.Sync();
        Assert.Equal(2, bot.Read.Count);

        bot.Now += TimeSpan.FromMinutes(61);
        bot.Sync();
        Assert.Empty(bot.Problems);
    }

    [Fact]
    public void A_device_that_its_owner_has_not_signed_gets_no_key_and_is_told_so_once()
    {
        var carol = new TestDevice(server, Carol, "LAPTOP", 3).Start();
        server.RemoveIdentity(Carol);
        bot.Say(Room, "secret", Alice, Bot, Carol);
        bot.Say(Room, "secret again", Alice, Bot, Carol);
        carol.Sync();
        Assert.Empty(carol.Read);
        var withheld = server.ToDevice.Where(t => t.User == Carol && (string?)t.Event["type"] == "m.room_key.withheld").ToArray();
        Assert.Equal("m.unverified", (string?)Assert.Single(withheld).Event["content"]!["code"]);
        Assert.DoesNotContain(server.ToDevice, t => t.User == Carol && (string?)t.Event["type"] == "m.room.encrypted");
    }

    [Fact]
    public void A_device_without_one_time_keys_is_told_once_and_gets_the_key_when_it_writes()
    {
        server.Exhaust(Alice, "PHONE", fallbackToo: true);
        bot.Say(Room, "one", Alice, Bot);
        bot.Say(Room, "two", Alice, Bot);
        Assert.Equal("m.no_olm", (string?)Assert.Single(server.ToDevice, t => t.User == Alice).Event["content"]!["code"]);

        alice.Say(Room, "are you there?", Alice, Bot);
        bot.Sync();
        bot.Say(Room, "three", Alice, Bot);
        alice.Sync();
        Assert.Equal(["three"], alice.Read.Select(r => r.Body));
    }
}
