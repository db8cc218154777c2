using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Tests.Outbox;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Processes;

/// <summary>Several processes send the deliveries of one PostgreSQL.</summary>
public sealed class SharedDeliveryTests
{
    private static readonly ChannelRef Channel = new("shared", "general");

    [PostgresFact]
    public async Task Two_processes_send_each_delivery_once_in_the_order_of_its_channel()
    {
        const int Channels = 8;
        const int InEach = 15;
        await using var pair = await ProcessPair.StartAsync();
        for (var i = 0; i < InEach; i++)
        {
            for (var channel = 0; channel < Channels; channel++)
                await pair.First.QueueAsync($"{channel}/{i}", new ChannelRef("shared", $"c{channel}"));
        }

        // A process may find that the other one has claimed everything, so both work until nothing is left.
        while (await WaitingAsync(pair) > 0)
            await Task.WhenAll(DeliverAsync(pair.First), DeliverAsync(pair.Second));

        Assert.Equal(Channels * InEach, pair.Platform.Sent.Count);
        Assert.All(pair.Platform.Sent.GroupBy(s => s.Message.Channel.Id), channel => Assert.Equal(
            Enumerable.Range(0, InEach).Select(i => $"{channel.Key[1..]}/{i}"), channel.Select(s => s.Text)));
        Assert.All(await pair.First.DbAsync(db => db.Deliveries.ToListAsync()), d => Assert.Equal((DeliveryState.Sent, 1), (d.State, d.Attempts)));
    }

    [PostgresFact]
    public async Task A_claim_leaves_out_rows_that_another_process_is_claiming()
    {
        await using var pair = await ProcessPair.StartAsync();
        await pair.First.QueueAsync("one", new ChannelRef("shared", "a"));
        await pair.First.QueueAsync("two", new ChannelRef("shared", "b"));
        await using var scope = pair.First.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AdvocacyBot.Core.Store.BotDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Deliveries" WHERE "Channel" = 'a' FOR UPDATE""");

        var taken = await TakeAsync(pair.Second, pair.Clock);

        var id = Assert.Single(taken).Id;
        Assert.Equal("b", await pair.Second.DbAsync(other => other.Deliveries.Where(d => d.Id == id).Select(d => d.Channel).SingleAsync()));
    }

    [PostgresFact]
    public async Task A_process_that_was_stalled_sends_nothing_under_its_old_claim()
    {
        await using var pair = await ProcessPair.StartAsync();
        await pair.First.QueueAsync("once", Channel);
        var stale = Assert.Single(await TakeAsync(pair.First, pair.Clock));
        var send = pair.First.Services.GetRequiredService<SendDelivery>();

        // The lease still lasts, but an attempt might outlast it.
        pair.Clock.Advance(TimeSpan.FromSeconds(70));
        await send.RunAsync(stale, CancellationToken.None);
        Assert.Empty(pair.Platform.Sent);

        pair.Clock.Advance(TimeSpan.FromSeconds(60));
        await DeliverAsync(pair.Second);
        await send.RunAsync(stale, CancellationToken.None);

        Assert.Single(pair.Platform.Sent);
    }

    [PostgresFact]
    public async Task A_stalled_process_cannot_record_a_result_over_the_next_claim()
    {
        await using var pair = await ProcessPair.StartAsync();
        await pair.First.QueueAsync("once", Channel);
        DeliveryClaim? next = null;
        pair.Platform.Held = async _ =>
        {
            // The process stands still in the middle of its attempt: none of its timers fires, while the lease ends.
            pair.Clock.Step(TimeSpan.FromMinutes(3));
            next = Assert.Single(await TakeAsync(pair.Second, pair.Clock));
        };

        await pair.First.Services.GetRequiredService<SendDelivery>()
            .RunAsync(Assert.Single(await TakeAsync(pair.First, pair.Clock)), CancellationToken.None);

        var row = await pair.First.DbAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal((DeliveryState.Waiting, next!.Number, null), (row.State, row.LeaseOwner, row.MessageId));

        pair.Platform.Held = null;
        await pair.Second.Services.GetRequiredService<SendDelivery>().RunAsync(next, CancellationToken.None);
        row = await pair.First.DbAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal((DeliveryState.Sent, Assert.Single(pair.Platform.Sent).Message.Id), (row.State, row.MessageId));
    }

    [PostgresFact]
    public async Task A_process_that_stands_by_leaves_deliveries_to_the_connected_one()
    {
        await using var pair = await ProcessPair.StartAsync(new FakePlatform("shared") { SendsOnlyWhileConnected = true });
        pair.First.Services.GetRequiredService<PlatformConnections>().StandBy("shared");
        await pair.First.QueueAsync("once", Channel);

        await DeliverAsync(pair.First);
        Assert.Equal(0, (await pair.First.DbAsync(db => db.Deliveries.SingleAsync())).Attempts);
        await DeliverAsync(pair.Second);

        Assert.Single(pair.Platform.Sent);
    }

    [PostgresFact]
    public async Task A_process_without_the_platform_leaves_deliveries_to_others_and_reports_those_that_nobody_takes()
    {
        await using var pair = await ProcessPair.StartAsync(secondHasPlatform: false);
        await pair.First.QueueAsync("one", Channel);
        await DeliverAsync(pair.Second);
        Assert.Equal(0, (await pair.First.DbAsync(db => db.Deliveries.SingleAsync())).Attempts);
        Assert.True(await pair.Second.Services.GetRequiredService<OutboxDelay>().IsOnTimeAsync(CancellationToken.None));

        pair.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True(await pair.Second.Services.GetRequiredService<OutboxDelay>().IsOnTimeAsync(CancellationToken.None));
        Assert.False(await pair.First.Services.GetRequiredService<OutboxDelay>().IsOnTimeAsync(CancellationToken.None));
        await DeliverAsync(pair.Second);
        Assert.Equal("shared is not configured.", (await pair.First.DbAsync(db => db.Deliveries.SingleAsync())).Problem);

        pair.Clock.Advance(TimeSpan.FromSeconds(5));
        await DeliverAsync(pair.First);
        Assert.Single(pair.Platform.Sent);
    }

    private static Task<IReadOnlyList<DeliveryClaim>> TakeAsync(BotHarness bot, FakeClock clock) =>
        bot.Services.GetRequiredService<DeliveryClaims>().TakeAsync("shared", 16, clock.Now, CancellationToken.None);

    private static Task DeliverAsync(BotHarness bot) => bot.Services.GetRequiredService<DeliveryWorker>().TurnAsync(CancellationToken.None);

    private static Task<int> WaitingAsync(ProcessPair pair) =>
        pair.First.DbAsync(db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting));
}
