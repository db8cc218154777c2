using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>How the bot comes into rooms, moves with them, and goes.</summary>
public sealed class SynapseRoomTests
{
    [SynapseFact]
    public async Task Only_allowed_people_bring_the_bot_into_rooms()
    {
        await using var scene = await Scene.StartAsync();
        var stranger = await scene.AnotherAsync();

        var room = await stranger.MakeRoomAsync([scene.Bot.Id]);

        await Eventually.HoldsAsync(async () => await stranger.MembershipAsync(room, scene.Bot.Id) == "leave");
    }

    [SynapseFact]
    public async Task A_member_may_begin_a_conversation_which_makes_nobody_an_organizer()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AnotherAsync();
        await scene.BringAsync(member);

        var conversation = await member.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("Hello", StringComparison.Ordinal));
        await member.SayAsync(conversation, "echo am I?");

        var answer = await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("echo", StringComparison.Ordinal));
        Assert.Equal("echo am I?", MatrixHuman.BodyOf(answer));
    }

    [SynapseFact]
    public async Task An_organizer_of_the_groups_room_is_one_in_a_conversation_too()
    {
        await using var scene = await Scene.StartAsync();
        var conversation = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, _ => true);

        await scene.Ana.SayAsync(conversation, "echo am I?");

        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "echo am I? (organizer)");
    }

    [SynapseFact]
    public async Task The_creators_of_a_room_of_version_12_are_organizers_though_no_power_level_names_them()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AnotherAsync();
        var room = await scene.Ana.MakeRoomAsync([scene.Bot.Id, member.Id], new JsonObject { ["room_version"] = "12" });
        await member.JoinAsync(room);
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, _ => true);
        await scene.JoinPlaceAsync(room);

        await scene.Ana.SayAsync(room, "!echo creator");
        await member.SayAsync(room, "!echo member");

        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body == "echo creator (organizer)");
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body == "echo member");
    }

    [SynapseFact]
    public async Task What_was_said_before_the_bot_joined_is_none_of_its_business()
    {
        await using var scene = await Scene.StartAsync();
        var room = await scene.Ana.MakeRoomAsync([]);
        await scene.Ana.SayAsync(room, "!echo before");
        await scene.Ana.InviteAsync(room, scene.Bot.Id);
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, _ => true);
        await scene.JoinPlaceAsync(room);
        await scene.Ana.SayAsync(room, "!echo after");

        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.StartsWith("echo after", StringComparison.Ordinal));

        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("before", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_kick_and_a_new_invitation_are_survived()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.KickAsync(scene.Room, scene.Bot.Id);
        await scene.Ana.SayAsync(scene.Room, "!echo while it was away");
        await scene.Ana.InviteAsync(scene.Room, scene.Bot.Id);
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(scene.Room, scene.Bot.Id) == "join");
        await scene.Ana.SayAsync(scene.Room, "!echo back again");

        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo back again", StringComparison.Ordinal));

        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("away", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task An_encrypted_room_is_refused_once_and_nothing_is_posted_there_in_the_clear()
    {
        await using var scene = await Scene.StartAsync();
        var room = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject
        {
            ["initial_state"] = new JsonArray(new JsonObject
            {
                ["type"] = "m.room.encryption",
                ["state_key"] = "",
                ["content"] = new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" },
            }),
        });
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.Contains("encrypted", StringComparison.Ordinal));
        await scene.Ana.SendAsync(room, "m.room.encrypted", new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2", ["ciphertext"] = "x" });
        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await scene.Running.QueueAsync(room, Reply.Say(Language.English, "in the clear"), "article/1");

        await Eventually.HoldsAsync(() => scene.Running.Harness.DbAsync(db => db.Deliveries.AnyAsync(d => d.State == DeliveryState.Parked)));
        await scene.Ana.SayAsync(scene.Room, "!echo done");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo done", StringComparison.Ordinal));
        Assert.Single(await scene.Ana.MessagesOfAsync(room, scene.Bot.Id));
    }

    [SynapseFact]
    public async Task An_encrypted_conversation_is_answered_with_one_that_is_not()
    {
        await using var scene = await Scene.StartAsync();
        var secret = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject
        {
            ["is_direct"] = true,
            ["initial_state"] = new JsonArray(new JsonObject
            {
                ["type"] = "m.room.encryption",
                ["state_key"] = "",
                ["content"] = new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" },
            }),
        });

        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        Assert.NotEqual(secret, conversation);
        await scene.Ana.SayAsync(conversation, "echo readable");

        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("echo readable", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(secret, scene.Bot.Id) == "leave");
    }

    [SynapseFact]
    public async Task A_replaced_room_is_followed_with_its_posts_and_its_settings()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.SayAsync(scene.Room, "!language fr");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains("français", StringComparison.Ordinal));
        await scene.Ana.SayAsync(scene.Room, "!offer");
        var old = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("March", StringComparison.Ordinal));

        var upgraded = await scene.Ana.ClientAsync(
            "POST", $"rooms/{Uri.EscapeDataString(scene.Room)}/upgrade", new JsonObject { ["new_version"] = "11" });
        var next = upgraded.GetProperty("replacement_room").GetString()!;
        await scene.Ana.InviteAsync(next, scene.Bot.Id).ContinueWith(_ => { }, TaskScheduler.Default);
        await Eventually.HoldsAsync(async () => await scene.Ana.MembershipAsync(next, scene.Bot.Id) == "join");
        await scene.Ana.SayAsync(next, "!language xx");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Running.QueueAsync(scene.Room, Reply.Say(Language.French, "Un article"), "article/2");

        await scene.Ana.WaitForAsync(next, scene.Bot.Id, body => body == "Un article");
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("ne peut pas", StringComparison.Ordinal));
        Assert.Equal("March for the climate", MatrixHuman.BodyOf(old).Split('\n')[0]);
        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await scene.Running.QueueAsync(scene.Room, Reply.Say(Language.French, "Un autre"), "article/3");
        await scene.Ana.WaitForAsync(next, scene.Bot.Id, body => body == "Un autre");
    }

    [SynapseFact]
    public async Task The_bot_does_not_stay_where_everybody_has_left()
    {
        await using var scene = await Scene.StartAsync();
        var second = await scene.AnotherAsync();
        var room = await scene.MakeRoomAsync(second);
        await second.LeaveAsync(room);
        await scene.Ana.SayAsync(room, "!echo one is left");
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.StartsWith("echo", StringComparison.Ordinal));

        await scene.Ana.LeaveAsync(room);

        await Eventually.HoldsAsync(async () => !(await scene.Running.JoinedRoomsAsync()).Contains(room));
    }
}
