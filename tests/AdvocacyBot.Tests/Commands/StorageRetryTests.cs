using System.Net.Http.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AdvocacyBot.Tests.Commands;

/// <summary>Orders that arrive while storage is unavailable.</summary>
public sealed class StorageRetryTests
{
    private const string Refusal = "My storage is not available right now, so nothing was changed. Please try again in a few minutes.";
    private readonly FakeClock clock = new();

    [Theory]
    [InlineData(13)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(14)]
    public async Task An_order_during_a_short_outage_takes_effect_once(int error)
    {
        var storage = new FailingStorage();
        await using var bot = await BotHarness.StartAsync(adjust: storage.AddTo);
        storage.Fail(error);

        var order = bot.SayAsync("language fr", organizer: true);
        await FailAgainAsync(bot, storage);
        Assert.False(order.IsCompleted);
        storage.Work();
        bot.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await order).Understood);
        Assert.Equal(Language.French, (await bot.DbAsync(db => db.ChannelSettings.SingleAsync())).Language);
    }

    [Fact]
    public async Task An_order_is_refused_after_a_minute_and_has_no_effect()
    {
        var storage = new FailingStorage();
        await using var bot = await BotHarness.StartAsync(adjust: storage.AddTo);
        storage.Fail();

        var order = bot.SayAsync("language fr", organizer: true, locale: Language.English);
        for (var second = 0; second < 59; second++)
            await FailAgainAsync(bot, storage);
        Assert.False(order.IsCompleted);
        bot.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(Refusal, PlainText.Write(await order));
        storage.Work();
        Assert.Empty(await bot.DbAsync(db => db.ChannelSettings.ToListAsync()));
    }

    [Fact]
    public async Task In_the_web_room_an_order_is_refused_after_ten_seconds()
    {
        var storage = new FailingStorage();
        await using var bot = await BotHarness.StartAsync(adjust: storage.AddTo);
        using var visitor = await bot.OpenEndpointsAsync();
        var id = await bot.AnnounceAsync();
        storage.Fail();

        var order = visitor.PostAsJsonAsync("/api/room/messages", new { text = $"rsvp {id} going" });
        for (var second = 0; second < 9; second++)
            await FailAgainAsync(bot, storage);
        Assert.False(order.IsCompleted);
        bot.Clock.Advance(TimeSpan.FromSeconds(2));
        (await order).EnsureSuccessStatusCode();

        Assert.Contains(Refusal, await visitor.GetStringAsync("/api/room/messages"));
    }

    [Fact]
    public async Task Damage_is_not_waited_for()
    {
        var storage = new FailingStorage();
        await using var bot = await BotHarness.StartAsync(adjust: storage.AddTo);
        storage.Fail(11);

        var reply = await bot.SayAsync("language fr", organizer: true, locale: Language.English);

        Assert.StartsWith("Something went wrong on my side", PlainText.Write(reply));
    }

    [PostgresFact]
    public async Task An_order_waits_for_PostgreSQL_to_come_back()
    {
        var direct = new NpgsqlConnectionStringBuilder(await MigratedDatabase.OnPostgresAsync());
        await using var relay = new TcpRelay(direct.Port);
        direct.Port = relay.Port;
        await using var bot = await BotHarness.StartAsync(Database.Postgres, connection: direct.ToString());
        relay.Cut();

        var order = bot.SayAsync("language fr", organizer: true);
        await Eventually.HoldsAsync(() => bot.Services.GetRequiredService<StorageRetry>().Waiting == 1);
        relay.Restore();
        // The pool may give out connections that were cut before it opens a new one.
        await Eventually.HoldsAsync(() =>
        {
            bot.Clock.Advance(TimeSpan.FromSeconds(1));
            return order.IsCompleted;
        });

        Assert.True((await order).Understood);
        Assert.Equal(Language.French, (await bot.DbAsync(db => db.ChannelSettings.SingleAsync())).Language);
    }

    [Fact]
    public async Task Later_orders_of_a_member_wait_behind_the_first_and_the_last_one_counts()
    {
        using var retry = new StorageRetry(clock);
        var (works, done) = (false, new List<string>());
        var first = retry.RunAsync(Intent("a"), Order("first"), CancellationToken.None);
        works = true;
        var second = retry.RunAsync(Intent("a"), Order("second"), CancellationToken.None);
        var other = retry.RunAsync(Intent("b"), Order("other"), CancellationToken.None);
        await other;
        Assert.Equal(["other"], done);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(first, second);

        Assert.Equal(["other", "first", "second"], done);

        Func<CancellationToken, Task<Reply>> Order(string name) => _ =>
        {
            if (!works)
                throw Full();
            done.Add(name);
            return Task.FromResult(Reply.Nothing(Language.English));
        };
    }

    [Fact]
    public async Task Only_the_first_in_the_queue_tries_while_storage_fails()
    {
        using var retry = new StorageRetry(clock);
        var attempts = 0;
        var orders = Enumerable.Range(0, 50).Select(i => retry.RunAsync(Intent($"{i}"), Fails, CancellationToken.None)).ToList();
        Assert.Equal(50, attempts);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Volatile.Read(ref attempts) == 51);

        clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => orders.All(o => o.IsFaulted));
        Assert.All(orders, o => Assert.IsType<StorageUnavailableException>(o.Exception!.InnerException));
        Assert.Equal(0, retry.Waiting);

        Task<Reply> Fails(CancellationToken ct)
        {
            Interlocked.Increment(ref attempts);
            throw Full();
        }
    }

    [Fact]
    public async Task An_order_is_refused_at_once_if_the_queue_is_full()
    {
        using var retry = new StorageRetry(clock, maxWaiting: 2);
        var waiting = Enumerable.Range(0, 2).Select(i => retry.RunAsync(Intent($"{i}"), _ => throw Full(), CancellationToken.None)).ToList();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => retry.RunAsync(Intent("c"), _ => throw Full(), CancellationToken.None));

        Assert.All(waiting, order => Assert.False(order.IsCompleted));
    }

    [Fact]
    public async Task A_bot_that_stops_does_not_execute_what_waits()
    {
        using var retry = new StorageRetry(clock);
        using var stop = new CancellationTokenSource();
        var attempts = 0;
        var order = retry.RunAsync(Intent("a"), _ => ++attempts == 1 ? throw Full() : Task.FromResult(Reply.Nothing(Language.English)), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        Assert.Equal(1, attempts);
    }

    private static SqliteException Full() => new("The disk is full.", 13);

    private static Intent Intent(string member) => new(Some.EventId, new MemberRef("test", member), Some.Channel, new TextBody("test"));

    /// <summary>A second passes, in which the first in the queue fails once more.</summary>
    private static async Task FailAgainAsync(BotHarness bot, FailingStorage storage)
    {
        await Eventually.HoldsAsync(Pauses);
        var before = storage.Attempts;
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => storage.Attempts > before && Pauses());

        bool Pauses() => bot.Clock.UntilNextTimer <= TimeSpan.FromSeconds(1);
    }
}
