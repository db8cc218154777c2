using System.Net;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AdvocacyBot.Tests.Host;

public sealed class HealthTests
{
    [Fact]
    public async Task A_health_check_writes_nothing()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var before = await ChangesAsync(bot);

        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(visitor)).Status);

        Assert.Equal(before, await ChangesAsync(bot));
    }

    [Theory]
    [InlineData(13, "the disk is full")]
    [InlineData(5, "it is locked by another program")]
    [InlineData(11, "it is damaged")]
    public async Task After_a_failed_write_the_bot_is_not_ready_until_one_succeeds(int error, string reason)
    {
        var storage = new FailingStorage();
        await using var bot = await BotHarness.StartAsync(adjust: storage.AddTo);
        using var visitor = await bot.OpenEndpointsAsync();

        storage.Fail(error);
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(bot));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, $"writes: failing, the database cannot be written: {reason}"), await FailureAsync(visitor));

        storage.Work();
        await bot.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(visitor)).Status);
    }

    [Fact]
    public async Task A_refusal_by_the_work_itself_is_not_a_failed_write()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.InScopeAsync(services =>
            services.GetRequiredService<WriteTransaction>().RunAsync<int>("test", _ => throw new InvalidOperationException(), CancellationToken.None)));

        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(visitor)).Status);
    }

    [PostgresFact]
    public async Task Without_PostgreSQL_the_bot_is_alive_but_not_ready_and_says_why()
    {
        var direct = new NpgsqlConnectionStringBuilder(await MigratedDatabase.OnPostgresAsync());
        await using var relay = new TcpRelay(direct.Port);
        direct.Port = relay.Port;
        await using var bot = await BotHarness.StartAsync(Database.Postgres, connection: direct.ToString());
        using var visitor = await bot.OpenEndpointsAsync();
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(visitor)).Status);

        relay.Cut();
        bot.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database: failing, the database cannot be read: PostgreSQL does not answer"), await FailureAsync(visitor));
        Assert.Equal("loops: ok\n", await visitor.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task A_bot_that_stops_is_not_ready_but_serves_until_it_is_drained()
    {
        await using var bot = await BotHarness.StartAsync(
            adjust: services => services.AddHostedService(provider => provider.GetRequiredService<Drain>()),
            settings: new Dictionary<string, string?> { ["Web:DrainSeconds"] = "30" });
        using var visitor = await bot.OpenEndpointsAsync();

        var stopping = bot.StopAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "start: failing, the bot is stopping"), await FailureAsync(visitor));
        Assert.Equal("[]", await visitor.GetStringAsync("/api/room/messages?after=0"));
        Assert.False(stopping.IsCompleted);

        bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => visitor.GetAsync("/readyz"));
    }

    [Fact]
    public async Task A_process_that_stands_by_is_ready()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        bot.Platform.IsReady = false;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "platforms: failing, not connected: fake"), await FailureAsync(visitor));

        bot.Services.GetRequiredService<PlatformConnections>().StandBy(bot.Platform.Name);
        var (status, text) = await ReadyAsync(visitor);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("fake (another process)", text);
    }

    [Fact]
    public async Task The_part_of_a_platform_that_a_process_runs_is_shown()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        bot.Platform.Detail = "shards 3 of 16";

        Assert.Contains("fake (shards 3 of 16)", (await ReadyAsync(visitor)).Text);
    }

    [Fact]
    public async Task A_crowd_in_the_web_room_does_not_block_health_checks()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        using var crowd = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = visitor.BaseAddress };

        // The streams that the limit for each address lets through stay open.
        var streams = new List<HttpResponseMessage>();
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var response = await crowd.GetAsync("/api/room/events", HttpCompletionOption.ResponseHeadersRead);
            if (response.IsSuccessStatusCode)
                streams.Add(response);
            else
                response.Dispose();
        }

        Assert.InRange(streams.Count, 1, 100);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(bot.Visit())).Status);
        streams.ForEach(stream => stream.Dispose());
    }

    private static Task WriteAsync(BotHarness bot) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<WriteTransaction>().RunAsync("test", _ => Task.CompletedTask, CancellationToken.None);
        return true;
    });

    private static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(HttpClient visitor)
    {
        using var response = await visitor.GetAsync("/readyz");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <returns>The one line that reports a failure.</returns>
    private static async Task<(HttpStatusCode Status, string Line)> FailureAsync(HttpClient visitor)
    {
        var (status, text) = await ReadyAsync(visitor);
        return (status, Assert.Single(text.Split('\n'), line => line.Contains("failing")));
    }

    /// <summary>SQLite's counter of changes to the file, by whomever.</summary>
    private static async Task<long> ChangesAsync(BotHarness bot)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(bot.Folder, "advocacybot.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
