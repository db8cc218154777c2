using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

public sealed class FaultInjectionTests(ITestOutputHelper output)
{
    private const int Channels = 100;
    private static readonly int Interactions = LongRuns.Count(200, 2_000);
    private static readonly int Posts = LongRuns.Count(50, 500);
    private static readonly int RestFaults = LongRuns.Count(90, 940);
    private static readonly int GatewayFaults = LongRuns.Count(10, 1_000);

    [Fact]
    public async Task Faults_lose_nothing_and_duplicate_nothing()
    {
        var random = new Random(20261121);
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { HeartbeatInterval = TimeSpan.FromSeconds(1) });
        var channels = Enumerable.Range(0, Channels).Select(i => rig.Server.World.AddChannel(rig.Guild, name: $"c{i}")).ToList();
        rig.Server.Duplicates = true;
        rig.Server.Replays = 3;
        var left = RestFaults;
        var dice = new Random(7);
        rig.Server.RestFaults = (method, path) =>
        {
            lock (dice)
                return left > 0 && dice.Next(100) < 30 && left-- > 0 ? (RestFault)dice.Next(1, 9) : RestFault.None;
        };

        await rig.QueueAsync(Enumerable.Range(0, Posts).Select(i => (channels[i % Channels].Id, Reply.Say(default, $"post {i}"), $"post/{i}")));
        using var stop = new CancellationTokenSource();
        var worker = DeliverAsync(rig, stop.Token);

        var asked = new ConcurrentBag<FakeInteraction>();
        var endedSessions = 0;
        for (var i = 1; i <= GatewayFaults; i++)
        {
            while (asked.Count < Interactions * i / GatewayFaults)
                asked.Add(rig.Server.Slash(rig.Channel, "once"));
            var fault = (GatewayFault)random.Next(i % 20 == 0 ? 6 : 5);
            endedSessions += fault == GatewayFault.SessionEnded ? 1 : 0;
            await CauseAsync(rig, fault, asked);
        }

        await Eventually.HoldsAsync(() => rig.Effects.Counts.Count == Interactions, "each interaction took effect", TimeSpan.FromSeconds(120));
        await Eventually.HoldsAsync(() => Shown(rig) >= Posts, "each post is sent", TimeSpan.FromSeconds(180));
        await Eventually.HoldsAsync(() => Waiting(rig) == 0, "each delivery is confirmed", TimeSpan.FromSeconds(120));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker);

        var answered = asked.Count(a => a.ResponseType is not null);
        output.WriteLine(
            $"{RestFaults - left} REST faults, {GatewayFaults} gateway faults; {Interactions} interactions, each one effect, {answered} answered; "
            + $"{Posts} posts, each shown once; {rig.Server.Identifies} identifies, {rig.Server.Resumes} resumes, "
            + $"{rig.Server.Refused} requests too fast, {rig.Server.Requests} requests");
        Assert.Equal(0, left);
        Assert.All(rig.Effects.Counts.Values, count => Assert.Equal(1, count));
        Assert.Equal(asked.Select(a => a.Id).Order(), rig.Effects.Counts.Keys.Order());
        Assert.Equal(Enumerable.Range(0, Posts).Select(i => $"post {i}").Order(), channels.SelectMany(c => rig.Server.World.Shown(c.Id)).Select(m => m.Words).Order());
        // After several failed resumes the bot starts a new session.
        Assert.InRange(rig.Server.Identifies, 1, endedSessions + 10);
        Assert.True(answered > Interactions / 2, $"{answered} answered");
    }

    private static async Task CauseAsync(DiscordRig rig, GatewayFault fault, ConcurrentBag<FakeInteraction> asked)
    {
        var before = rig.Server.Connections;
        switch (fault)
        {
            case GatewayFault.Closed:
                rig.Server.CloseAll(4000);
                break;
            case GatewayFault.ReconnectRequested:
                rig.Server.SendReconnect();
                break;
            case GatewayFault.Aborted:
                rig.Server.AbortAll();
                break;
            case GatewayFault.HalfOpen:
                rig.Server.MakeHalfOpen();
                break;
            case GatewayFault.HeartbeatRequested:
                rig.Server.RequestHeartbeat();
                return;
            case GatewayFault.SessionEnded:
                // Discord does not replay the events of an invalidated session, so wait until all have arrived.
                await Eventually.HoldsAsync(() => rig.Effects.Counts.Count == asked.Count, "all have arrived", TimeSpan.FromSeconds(120));
                rig.Server.Invalidate(resumable: false);
                break;
        }

        await Eventually.HoldsAsync(
            () => rig.Server.Connections > before && rig.Platform.IsReady && rig.Server.OpenConnections > 0, "it is ready again", TimeSpan.FromSeconds(120));
    }

    private static async Task DeliverAsync(DiscordRig rig, CancellationToken ct)
    {
        var worker = rig.Services.GetRequiredService<DeliveryWorker>();
        while (true)
        {
            await worker.TurnAsync(ct);
            await Task.Delay(100, ct);
        }
    }

    private static int Shown(DiscordRig rig)
    {
        lock (rig.Server.World.Gate)
            return rig.Server.World.Messages.Count(m => m.ChannelId != rig.Channel.Id && !m.IsEphemeral);
    }

    private static int Waiting(DiscordRig rig) =>
        rig.DbAsync(db => db.Deliveries.CountAsync(d => d.State != DeliveryState.Sent)).GetAwaiter().GetResult();

    private enum GatewayFault
    {
        Closed,
        ReconnectRequested,
        Aborted,
        HalfOpen,
        HeartbeatRequested,
        SessionEnded,
    }
}
