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
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'AdvocacyBot locks %'"));
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
    public async Task A_process_that_stands_still_loses_its_locks_and_claims_and_appears_again()
    {
        await using var pair = await ProcessPair.StartAsync();
        await pair.First.QueueAsync("claimed", Channel);
        var (still, living) = (pair.First.Services.GetRequiredService<LiveProcesses>(), pair.Second.Services.GetRequiredService<LiveProcesses>());
        await still.TurnAsync(CancellationToken.None);
        await living.TurnAsync(CancellationToken.None);
        await pair.First.Services.GetRequiredService<DeliveryClaims>().TakeAsync("shared", 16, pair.Clock.Now, CancellationToken.None);
        await using var held = await pair.First.Services.GetRequiredService<ExclusiveLock>().TryAcquireAsync("something", CancellationToken.None);
        var lost = new TaskCompletionSource();
        await using var _ = held!.Lost.Register(lost.SetResult);
        await SetRowAsync(pair.First, seen: TimeSpan.FromSeconds(10), since: TimeSpan.FromMinutes(1));

        // One that has just appeared may not judge: after an outage of the database all rows are old.
        await living.TurnAsync(CancellationToken.None);
        Assert.False(held.Lost.IsCancellationRequested);

        await SetRowAsync(pair.Second, seen: TimeSpan.Zero, since: TimeSpan.FromMinutes(1));
        await living.TurnAsync(CancellationToken.None);
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await DeliverAsync(pair.Second);
        Assert.Single(pair.Platform.Sent);
        Assert.Single(await RowsAsync(pair.Second));
        await using (var taken = await pair.Second.Services.GetRequiredService<ExclusiveLock>().TryAcquireAsync("something", CancellationToken.None))
            Assert.NotNull(taken);

        // Each of its connections tells it once that it was ended.
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await still.TurnAsync(CancellationToken.None);
            }
            catch (Exception e) when (StorageTrouble.IsTemporary(e))
            {
                return false;
            }

            return (await RowsAsync(pair.Second)).Count == 2;
        });
        Assert.False(ProcessRow.Read((await ValuesAsync(pair.Second))[$"process/{ProcessOf(pair.First)}"])!.MayJudge(DateTime.UtcNow));
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

    private static async Task<List<string>> RowsAsync(BotHarness bot) => [.. (await ValuesAsync(bot)).Keys];

    private static Task<Dictionary<string, string>> ValuesAsync(BotHarness bot) => bot.InScopeAsync(services =>
        services.GetRequiredService<PlatformState>().FindAllAsync("process/", CancellationToken.None));

    private static string ProcessOf(BotHarness bot) => bot.Services.GetRequiredService<ProcessClaims>().Process;

    /// <summary>Changes when a process was last seen, and since when, before now.</summary>
    private static Task<bool> SetRowAsync(BotHarness bot, TimeSpan seen, TimeSpan since) => bot.InScopeAsync(async services =>
    {
        var now = await services.GetRequiredService<DatabaseClock>().NowAsync(CancellationToken.None);
        await services.GetRequiredService<PlatformState>().SaveAsync(
            $"process/{ProcessOf(bot)}", new ProcessRow(now - seen, now - since).Write(), CancellationToken.None);
        return true;
    });
}
