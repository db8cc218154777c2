using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Joining rooms, following their replacements, and leaving.</summary>
public sealed class SynapseRoomTests
{
    [SynapseFact]
    public async Task An_invitation_from_a_stranger_is_declined()
    {
        await using var scene = await Scene.StartAsync();
        var stranger = await scene.RegisterAsync();

        var room = await stranger.MakeRoomAsync([scene.Bot.Id]);

        await Eventually.HoldsAsync(async () => await stranger.MembershipAsync(room, scene.Bot.Id) == "leave");
    }

    [SynapseFact]
    public async Task A_member_can_start_a_conversation_without_becoming_an_organizer()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();

        var conversation = await member.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("Hello", StringComparison.Ordinal));
        await member.SayAsync(conversation, "echo am I?");

        var answer = await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("echo", StringComparison.Ordinal));
        Assert.Equal("echo am I?", MatrixHuman.BodyOf(answer));
    }

    [SynapseFact]
    public async Task An_organizer_of_a_group_room_is_one_in_a_conversation_too()
    {
        await using var scene = await Scene.StartAsync();
        var conversation = await scene.Ana.MakeRoomAsync([scene.Bot.Id], new JsonObject { ["is_direct"] = true });
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, _ => true);

        await scene.Ana.SayAsync(conversation, "echo am I?");

        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "echo am I? (organizer)");
    }

    [SynapseFact]
    public async Task Creators_of_a_version_12_room_are_organizers_without_a_power_level()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.RegisterAsync();
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
    public async Task Messages_from_before_the_bot_joined_are_ignored()
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
    public async Task After_a_kick_and_a_new_invitation_the_bot_answers_again()
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
    public async Task Nothing_unencrypted_is_read_in_or_sent_to_an_encrypted_room()
    {
        await using var scene = await Scene.StartAsync();
        var room = await scene.Ana.MakeRoomAsync([scene.Bot.Id], Encrypted());
        await Eventually.HoldsAsync(async () => await SentAsync(scene, room) is ["m.room.encrypted"]);
        await scene.JoinPlaceAsync(room);
        await scene.Ana.SayAsync(room, "!echo as the homeserver could pretend");
        await scene.Running.QueueAsync(room, Reply.Say(Language.English, "before the restart"), "article/1");
        await Eventually.HoldsAsync(async () => (await SentAsync(scene, room)).Count == 2);
        await scene.StopBotAsync();
        await scene.StartBotAsync();

        await scene.Running.QueueAsync(room, Reply.Say(Language.English, "after the restart"), "article/2");

        await Eventually.HoldsAsync(async () => (await SentAsync(scene, room)).Count == 3);
        await scene.MarkAsync();
        Assert.Equal(["m.room.encrypted", "m.room.encrypted", "m.room.encrypted"], await SentAsync(scene, room));
    }

    [SynapseFact]
    public async Task Posts_and_settings_follow_a_room_to_its_replacement()
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
    public async Task The_bot_leaves_a_room_that_everyone_else_has_left()
    {
        await using var scene = await Scene.StartAsync();
        var second = await scene.RegisterAsync();
        var room = await scene.MakeRoomAsync(second);
        await second.LeaveAsync(room);
        await scene.Ana.SayAsync(room, "!echo one is left");
        await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.StartsWith("echo", StringComparison.Ordinal));

        await scene.Ana.LeaveAsync(room);

        await Eventually.HoldsAsync(async () => !(await scene.Running.JoinedRoomsAsync()).Contains(room));
    }

    /// <summary>The types of what the bot has sent to a room.</summary>
    private static async Task<IReadOnlyList<string?>> SentAsync(Scene scene, string room) =>
        [.. (await scene.Ana.HistoryAsync(room)).Where(e => MatrixHuman.Text(e, "sender") == scene.Bot.Id && !e.TryGetProperty("state_key", out _))
            .Select(e => MatrixHuman.Text(e, "type"))];

    /// <summary>The options of an encrypted room.</summary>
    public static JsonObject Encrypted(bool isDirect = false) => new()
    {
        ["is_direct"] = isDirect,
        ["initial_state"] = new JsonArray(new JsonObject
        {
            ["type"] = "m.room.encryption",
            ["state_key"] = "",
            ["content"] = new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" },
        }),
    };
}
