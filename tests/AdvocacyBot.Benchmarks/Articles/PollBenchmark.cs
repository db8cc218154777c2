using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>
/// Ten thousand feeds on fifty hosts of loopback, polled once when new and once when 95 % have not changed; then one article to
/// five thousand channels. Beside it, the same requests by a bare <see cref="HttpClient"/>.
/// </summary>
internal static class PollBenchmark
{
    private const int Feeds = 10_000;
    private const int Hosts = 50;
    private const int FirstNumber = 1_000_000;
    private const int Channels = 5_000;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RemoteServer.StartAsync(Hosts);
        var clock = new SteppedClock();
        await using (var bot = Build(folder.Path, clock))
        {
            await bot.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
            var settings = bot.Services.GetRequiredService<FeedSettings>();
            settings.AllowedPrivateHosts = [.. Enumerable.Range(0, Hosts).Select(host => new Uri(server.At(host, 0))).Select(a => $"{a.Host}:{a.Port}")];
            await AddFeedsAsync(bot, server);
            var poller = bot.Services.GetRequiredService<FeedPoller>();

            await TimeAsync($"{Feeds} feeds, first reading", server, () => poller.TurnAsync(CancellationToken.None));
            clock.Step(TimeSpan.FromDays(1));
            await server.SetAsync(0, 20);
            await TimeAsync($"{Feeds} feeds, 95 % of them 304", server, () => poller.TurnAsync(CancellationToken.None));
            await TimeAsync("the same requests, bare HttpClient", server, () => BareAsync(server));
            await FanOutAsync(bot, server, poller, clock);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static WebApplication Build(string folder, TimeProvider clock)
    {
        var settings = new Dictionary<string, string?> { ["Data:Folder"] = folder, ["Web:Url"] = "http://127.0.0.1:0", ["Sample:Enabled"] = "false" };
        return BotHost.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), services => services.AddSingleton(clock));
    }

    private static async Task AddFeedsAsync(WebApplication bot, RemoteServer server)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var now = DateTime.UtcNow.AddMinutes(-1);
        for (var number = 0; number < Feeds; number++)
            db.Feeds.Add(new Feed { Address = server.At(number % Hosts, number), Title = "feed", AddedAt = now, NextPollAt = now });
        await db.SaveChangesAsync();
    }

    private static async Task FanOutAsync(WebApplication bot, RemoteServer server, FeedPoller poller, SteppedClock clock)
    {
        await using (var scope = bot.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            var id = await db.Feeds.MinAsync(f => f.Id);
            await db.Feeds.Where(f => f.Id != id).ExecuteDeleteAsync();
            for (var channel = 0; channel < Channels; channel++)
            {
                db.Subscriptions.Add(new Subscription
                {
                    Number = FirstNumber + channel,
                    FeedId = id,
                    Platform = "nowhere",
                    Channel = $"channel-{channel}",
                    AskedIn = "organizers",
                    Since = DateTime.UtcNow,
                });
            }

            await db.SaveChangesAsync();
        }

        clock.Step(TimeSpan.FromDays(2));
        await server.SetAsync(1, 20);
        await TimeAsync($"one article to {Channels} channels, in one transaction", server, () => poller.TurnAsync(CancellationToken.None));
        await using var after = bot.Services.CreateAsyncScope();
        var deliveries = await after.ServiceProvider.GetRequiredService<BotDb>().Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM Deliveries").SingleAsync();
        Console.WriteLine($"  {deliveries} deliveries");
    }

    private static async Task BareAsync(RemoteServer server)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2, UseProxy = false });
        await Parallel.ForEachAsync(Enumerable.Range(0, Feeds), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.At(number % Hosts, number));
            request.Headers.TryAddWithoutValidation("If-None-Match", server.TagOf(number));
            using var response = await http.SendAsync(request, ct);
            await response.Content.ReadAsByteArrayAsync(ct);
        });
    }

    /// <summary>CPU time and memory are those of this process alone; the server runs in another one.</summary>
    private static async Task TimeAsync(string name, RemoteServer server, Func<Task> work)
    {
        GC.Collect();
        await server.SetAsync(server.Generation, server.ChangedEvery);
        var peak = Environment.WorkingSet;
        using var sampler = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 20);
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        var (took, used) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        var (requests, most) = await server.SetAsync(server.Generation, server.ChangedEvery);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {took.TotalSeconds:F1} s, {used.TotalSeconds:F1} s of CPU ({used.TotalMilliseconds / Feeds:F2} ms for each of {Feeds} feeds), {requests} requests, at most {most} at once to one host, working set at most {peak / 1e6:F0} MB"));
    }

    private sealed class SteppedClock : TimeProvider
    {
        private TimeSpan ahead;

        public void Step(TimeSpan by) => ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
