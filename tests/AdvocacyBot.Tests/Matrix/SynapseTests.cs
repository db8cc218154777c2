using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Conversations with the bot in rooms of a real homeserver.</summary>
public sealed class SynapseTests
{
    [SynapseFact]
    public async Task A_command_in_a_room_gets_a_reply()
    {
        await using var scene = await Scene.StartAsync();
        var question = await scene.Ana.SayAsync(scene.Room, "!echo hello");

        var answer = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo hello", StringComparison.Ordinal));

        var content = answer.GetProperty("content");
        Assert.Equal("m.notice", MatrixHuman.Text(content, "msgtype"));
        Assert.Equal("<p>echo hello (organizer)</p>", MatrixHuman.Text(content, "formatted_body"));
        Assert.Equal("{}", content.GetProperty("m.mentions").GetRawText());
        Assert.Equal(question, MatrixHuman.Text(content, "m.relates_to", "m.in_reply_to", "event_id"));
    }

    [SynapseFact]
    public async Task A_question_in_a_thread_is_answered_in_the_thread()
    {
        await using var scene = await Scene.StartAsync();
        var root = await scene.Ana.SayAsync(scene.Room, "Let us talk about Lima.");
        await scene.Ana.SayAsync(scene.Room, "!echo in the thread", new JsonObject
        {
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.thread", ["event_id"] = root },
        });

        var answer = await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo in the thread", StringComparison.Ordinal));

        Assert.Equal("m.thread", MatrixHuman.Text(answer.GetProperty("content"), "m.relates_to", "rel_type"));
        Assert.Equal(root, MatrixHuman.Text(answer.GetProperty("content"), "m.relates_to", "event_id"));
    }

    [SynapseFact]
    public async Task A_mention_is_answered_and_other_talk_is_not()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.SayAsync(scene.Room, "echo nobody asked the bot");
        await scene.Ana.SayAsync(scene.Room, "!echo from a program", new JsonObject { ["msgtype"] = "m.notice" });
        await scene.Ana.SayAsync(scene.Room, $"{scene.Bot.Id}: echo by name");

        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo by name", StringComparison.Ordinal));

        var bodies = (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Select(MatrixHuman.BodyOf).ToList();
        Assert.DoesNotContain(bodies, body => body.Contains("nobody", StringComparison.Ordinal) || body.Contains("program", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task Private_answers_use_one_conversation()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Ana.SayAsync(scene.Room, "!whisper one");
        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "psst one");

        await scene.Ana.SayAsync(scene.Room, "!whisper two");
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "psst two");
        await scene.Ana.SayAsync(conversation, "whisper three");
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body == "psst three");

        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).Contains("psst", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task Somebody_who_blocks_invitations_is_told_how_to_ask_privately()
    {
        await using var scene = await Scene.StartAsync();
        var refusing = await scene.AddMemberAsync();
        await refusing.ClientAsync(
            "PUT", $"user/{Uri.EscapeDataString(refusing.Id)}/account_data/m.invite_permission_config",
            new JsonObject { ["default_action"] = "block" });

        await refusing.SayAsync(scene.Room, "!whisper my secret");

        var told = await refusing.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains("alone", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", MatrixHuman.BodyOf(told), StringComparison.Ordinal);
    }

    [SynapseFact]
    public async Task A_room_has_its_language_and_a_conversation_its_member_s()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        await scene.Ana.SayAsync(scene.Room, "!language fr");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.Contains("français", StringComparison.Ordinal));

        await member.SayAsync(scene.Room, "!language es");
        var conversation = await member.AcceptConversationAsync(scene.Bot.Id);
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Seuls les responsables", StringComparison.Ordinal));
        await member.SayAsync(conversation, "language es");

        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("español", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_deeply_nested_event_does_not_stop_the_bot()
    {
        await using var scene = await Scene.StartAsync();
        var deep = JsonNode.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60))!;
        await scene.Ana.SendAsync(scene.Room, "m.room.message", new JsonObject { ["msgtype"] = "m.text", ["body"] = "!echo", ["deep"] = deep, ["format"] = 5 });
        await scene.Ana.SayAsync(scene.Room, "!echo still here");

        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo still here", StringComparison.Ordinal));
    }
}
