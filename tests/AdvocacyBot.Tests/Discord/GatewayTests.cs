using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

public sealed class GatewayTests
{
    private static readonly FakeSettings Quick = DiscordRig.Patient with { HeartbeatInterval = TimeSpan.FromSeconds(0.5) };

    [Theory]
    [InlineData("close 4000", true)]
    [InlineData("close 4009", false)]
    [InlineData("op 7", true)]
    [InlineData("op 7 before hello", true)]
    [InlineData("op 9 true", true)]
    [InlineData("op 9 false", false)]
    [InlineData("no ack", true)]
    [InlineData("half-open", true)]
    [InlineData("broken", true)]
    public async Task No_event_is_lost_when_the_connection_fails(string fault, bool resumes)
    {
        await using var rig = await DiscordRig.StartAsync(Quick);
        await rig.Server.Slash(rig.Channel, "once").RespondedAsync();
        var connections = rig.Server.Connections;

        CauseFault(rig.Server, fault);
        var meanwhile = resumes ? rig.Server.Slash(rig.Channel, "once") : null;
        await Eventually.HoldsAsync(() => rig.Server.Connections > connections, "it connects again");
        rig.Server.IgnoresHeartbeats = false;
        await Eventually.HoldsAsync(() => rig.Platform.IsReady && rig.Server.OpenConnections == 1, "it is ready again");
        await Eventually.HoldsAsync(() => rig.Server.Resumes > 0 || !resumes, "it has resumed");

        if (meanwhile is not null)
            await Eventually.HoldsAsync(() => rig.Effects.Counts.ContainsKey(meanwhile.Id), "the missed event took effect");
        var after = rig.Server.Slash(rig.Channel, "once");
        await Eventually.HoldsAsync(() => rig.Effects.Counts.ContainsKey(after.Id), "the new event took effect");
        Assert.All(rig.Effects.Counts.Values, count => Assert.Equal(1, count));
        Assert.Equal(resumes ? 1 : 2, rig.Server.Identifies);
    }

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4014, "Update the bot")]
    public async Task A_fatal_close_code_stops_the_platform_with_an_instruction(int code, string told)
    {
        await using var rig = await DiscordRig.StartAsync();

        rig.Server.CloseAll(code);

        var stopped = await Assert.ThrowsAsync<PlatformStoppedException>(() => rig.Running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(told, stopped.Message);
        Assert.DoesNotContain(rig.Server.Settings.Token, stopped.ToString());
        Assert.False(rig.Platform.IsReady);
    }

    [Fact]
    public async Task A_wrong_token_stops_the_platform_before_it_connects()
    {
        await using var rig = await DiscordRig.StartAsync(settings: s => s.Token = "wrong", waits: false);

        await Assert.ThrowsAsync<PlatformStoppedException>(() => rig.Running.WaitAsync(TimeSpan.FromSeconds(30)));

        // A single 401 can be spurious, so a second request decides.
        Assert.Equal((0, 2), (rig.Server.Connections, rig.Server.Requests));
    }

    [Fact]
    public async Task A_restart_resumes_and_processes_missed_events_once()
    {
        await using var server = await DiscordRig.StartServerAsync();
        using var folder = new TemporaryFolder();
        var before = await DiscordRig.StartAsync(server: server, folder: folder.Path);
        await server.Slash(before.Channel, "once").RespondedAsync();
        await before.StopAsync();
        var meanwhile = server.Slash(before.Channel, "once");

        await using var rig = await DiscordRig.StartAsync(server: server, folder: folder.Path);
        await Eventually.HoldsAsync(() => rig.Effects.Counts.ContainsKey(meanwhile.Id), "the missed event took effect");

        Assert.Equal((1, 1), (server.Identifies, server.Resumes));
        Assert.Equal([meanwhile.Id], rig.Effects.Counts.Keys);
    }

    [Fact]
    public async Task Each_shard_receives_its_guilds_events()
    {
        var world = new FakeWorld();
        for (var i = 0; i < 4; i++)
        {
            world.AddChannel(world.AddGuild());
            await Task.Delay(2);
        }

        await using var server = await FakeDiscordServer.StartAsync(DiscordRig.Patient with { Shards = 2, IdentifyPause = TimeSpan.Zero }, world);
        await using var rig = await DiscordRig.StartAsync(server: server);

        foreach (var channel in world.Channels.Values.ToList())
            await server.Slash(channel, "once").RespondedAsync();

        Assert.Equal(2, server.OpenConnections);
        Assert.Equal(4, rig.Effects.Counts.Count);
    }

    [Fact]
    public async Task A_requested_heartbeat_is_sent_immediately()
    {
        await using var rig = await DiscordRig.StartAsync();
        for (var i = 0; i < 5; i++)
            rig.Server.RequestHeartbeat();

        await rig.Server.Slash(rig.Channel, "once").RespondedAsync();

        Assert.Equal(1, rig.Server.Connections);
    }

    private static void CauseFault(FakeDiscordServer server, string fault)
    {
        switch (fault)
        {
            case "close 4000":
                server.CloseAll(4000);
                break;
            case "close 4009":
                server.CloseAll(4009);
                break;
            case "op 7":
                server.SendReconnect();
                break;
            case "op 7 before hello":
                server.SendReconnectBeforeHello();
                server.AbortAll();
                break;
            case "op 9 true":
                server.Invalidate(resumable: true);
                break;
            case "op 9 false":
                server.Invalidate(resumable: false);
                break;
            case "no ack":
                server.IgnoresHeartbeats = true;
                break;
            case "half-open":
                server.MakeHalfOpen();
                break;
            case "broken":
                server.AbortAll();
                break;
        }
    }
}
