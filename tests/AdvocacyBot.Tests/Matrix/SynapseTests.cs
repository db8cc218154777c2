using AdvocacyBot.Tests.Support;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The bot in rooms of a real homeserver, talking with a client that shares no code with it.</summary>
public sealed class SynapseTests
{
    [SynapseFact]
    public async Task A_command_in_a_room_is_answered_in_reply_to_it()
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
}
