using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Outbox;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Tests.Processes;

/// <summary>Processes on one PostgreSQL wake each other, and take over what a dead one had claimed.</summary>
public sealed class LiveProcessesTests
{
    private static readonly ChannelRef Channel = new("shared", "general");

    [PostgresFact]
    public async Task What_a_dead_process_had_claimed_is_sent_at_once()
    {
        await using var pair = await ProcessPair.StartAsync();
        await pair.First.QueueAsync("claimed", Channel);
        var (dying, living) = (pair.First.Services.GetRequiredService<LiveProcesses>(), pair.Second.Services.GetRequiredService<LiveProcesses>());
        await dying.TurnAsync(CancellationToken.None);
        await pair.First.Services.GetRequiredService<DeliveryClaims>().TakeAsync("shared", 16, pair.Clock.Now, CancellationToken.None);

        await living.TurnAsync(CancellationToken.None);
        await DeliverAsync(pair.Second);
        Assert.Empty(pair.Platform.Sent);

        await dying.DisposeAsync();
        await living.TurnAsync(CancellationToken.None);
        await DeliverAsync(pair.Second);

        Assert.Single(pair.Platform.Sent);
        Assert.Equal([$"process/{pair.Second.Services.GetRequiredService<ProcessClaims>().Process}"], await RowsAsync(pair.Second));
    }

    [PostgresFact]
    public async Task The_feeds_that_a_dead_process_was_polling_are_free_at_once()
    {
        await using var pair = await ProcessPair.StartAsync();
        var (dead, alive) = ("dead", "alive");
        await pair.First.DbAsync(async db =>
        {
            db.Feeds.Add(NewFeed("https://one.example/", dead, pair.Clock.Now));
            db.Feeds.Add(NewFeed("https://two.example/", alive, pair.Clock.Now));
            return await db.SaveChangesAsync();
        });
        await pair.First.InScopeAsync(async services =>
        {
            await services.GetRequiredService<PlatformState>().SaveAsync($"process/{dead}", "", CancellationToken.None);
            return true;
        });

        await pair.First.Services.GetRequiredService<LiveProcesses>().TurnAsync(CancellationToken.None);

        Assert.Equal(
            [null, $"{alive}/1"], await pair.First.DbAsync(db => db.Feeds.OrderBy(f => f.Address).Select(f => f.LeaseOwner).ToListAsync()));
    }

    [PostgresFact]
    public async Task A_process_that_lost_its_connection_appears_again()
    {
        await using var pair = await ProcessPair.StartAsync();
        var (first, second) = (pair.First.Services.GetRequiredService<LiveProcesses>(), pair.Second.Services.GetRequiredService<LiveProcesses>());
        await first.TurnAsync(CancellationToken.None);
        await pair.First.DbAsync(db => db.Database.ExecuteSqlRawAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'AdvocacyBot locks'"));
        await second.TurnAsync(CancellationToken.None);
        Assert.Single(await RowsAsync(pair.Second));

        // It learns of the loss by itself, in its own time.
        await Eventually.HoldsAsync(async () =>
        {
            await first.TurnAsync(CancellationToken.None);
            await second.TurnAsync(CancellationToken.None);
            return (await RowsAsync(pair.Second)).Count == 2;
        });
    }

    [PostgresFact]
    public async Task A_delivery_wakes_the_workers_of_other_processes()
    {
        await using var pair = await ProcessPair.StartAsync();
        foreach (var bot in (BotHarness[])[pair.First, pair.Second])
        {
            var notifications = bot.Services.GetRequiredService<BellNotifications>();
            await ((IHostedLifecycleService)notifications).StartedAsync(CancellationToken.None);
            await notifications.Listening.WaitAsync(TimeSpan.FromMinutes(1));
        }

        var heard = new TaskCompletionSource();
        pair.Second.Services.GetRequiredService<OutboxBell>().Rung += () => heard.TrySetResult();

        await pair.First.QueueAsync("news", Channel);

        await heard.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.All((BotHarness[])[pair.First, pair.Second], bot => Assert.Equal(
            bot.Services.GetServices<Bell>().Count(), bot.Services.GetServices<Bell>().Select(bell => bell.GetType()).Distinct().Count()));
        foreach (var bot in (BotHarness[])[pair.First, pair.Second])
            await bot.Services.GetRequiredService<BellNotifications>().StopAsync(CancellationToken.None);
    }

    private static Feed NewFeed(string address, string process, DateTime now) => new()
    {
        Address = address,
        Title = address,
        AddedAt = now,
        NextPollAt = now,
        LeaseOwner = $"{process}/1",
        LeaseUntil = now.AddMinutes(5),
    };

    private static Task DeliverAsync(BotHarness bot) => bot.Services.GetRequiredService<DeliveryWorker>().TurnAsync(CancellationToken.None);

    private static Task<List<string>> RowsAsync(BotHarness bot) => bot.InScopeAsync(async services =>
        (await services.GetRequiredService<PlatformState>().FindAllAsync("process/", CancellationToken.None)).Keys.ToList());
}
