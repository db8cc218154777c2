using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

public sealed class HomeserverCrashTests
{
    [SynapseFact]
    public async Task Questions_asked_right_after_a_homeserver_crash_are_answered()
    {
        await using var synapse = await Synapse.StartAsync();
        await using var scene = await Scene.StartAsync(synapse);
        await scene.Ana.SayAsync(scene.Room, "!echo before");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo before", StringComparison.Ordinal));
        await synapse.KillAsync();
        await Task.Delay(500);
        await synapse.ResumeAsync();

        for (var i = 0; i < 6; i++)
            await scene.Ana.SayUntilHeardAsync(scene.Room, $"!echo {i}");
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body.StartsWith("echo 5", StringComparison.Ordinal));

        var answers = (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Select(MatrixHuman.BodyOf).Where(b => b.StartsWith("echo", StringComparison.Ordinal));
        Assert.Equal(["echo before (organizer)", .. Enumerable.Range(0, 6).Select(i => $"echo {i} (organizer)")], answers);
    }
}
