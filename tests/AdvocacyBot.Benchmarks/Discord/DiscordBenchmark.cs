using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Benchmarks.Discord;

/// <summary>
/// One article to 500 channels under Discord's limits, also those that its headers do not announce, and questions from the event to the
/// first response. The fake Discord runs on the same machine.
/// </summary>
internal static class DiscordBenchmark
{
    private const int Channels = 500;
    private const int ChannelsPerAnnouncementChannel = 10;
    private const int WarmUpChannels = 100;
    private const int TextChannel = 0;
    private const int AnnouncementChannel = 5;
    private static readonly TimeSpan LimitWindow = TimeSpan.FromSeconds(1.1);

    public static async Task RunAsync()
    {
        await FanOutAsync();
        await AnswerBenchmark.RunAsync();
    }

    private static async Task FanOutAsync()
    {
        var world = new FakeWorld();
        for (var i = 0; i < Channels; i++)
        {
            var guild = i % 50 == 0 ? world.AddGuild() : world.Guilds.Values.Last();
            world.AddChannel(guild, i % ChannelsPerAnnouncementChannel == 0 ? AnnouncementChannel : TextChannel);
        }

        await using var server = await FakeDiscordServer.StartAsync(new FakeSettings { SharesMessageBucketName = true }, world);
        await using var bot = await StartAsync(server);
        foreach (var guild in world.Guilds.Keys)
            await JoinAsync(bot.Services, guild);

        // A bot is started more rarely than an article is posted: the code is compiled and the limits are known.
        await SendAsync(bot, world.Channels.Keys.Take(WarmUpChannels), "article/1");
        await Task.Delay(LimitWindow);

        var before = server.Requests;
        var shownBefore = world.Messages.Count;
        var publishedBefore = world.Messages.Count(m => m.IsCrossposted);
        var started = Stopwatch.GetTimestamp();
        await SendAsync(bot, world.Channels.Keys, "article/2");
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var requests = server.Requests - before;
        // Fifty may go at once, and fifty more each second.
        var least = (requests / 50.0) - 1;
        var published = world.Messages.Count(m => m.IsCrossposted) - publishedBefore;
        Say($"one article to {Channels} channels, published to the followers of {published}: {requests} requests in {took:0.00} s, {least / took:P1} of the rate that Discord allows (50 a second: {least:0.0} s)");
        Say($"{world.Messages.Count - shownBefore} shown, {server.Refused} refused as too fast");
    }

    private static async Task SendAsync(RunningBot bot, IEnumerable<string> channels, string subject)
    {
        await bot.Services.WriteOutboxAsync(outbox =>
        {
            foreach (var channel in channels)
                outbox.Send(new ChannelRef("discord", channel), Reply.Say(default, "An article"), subject, "announcement");
        });
        var worker = bot.Services.GetRequiredService<DeliveryWorker>();
        while (await CountAsync(bot) > 0)
            await worker.TurnAsync(CancellationToken.None);
    }

    private static async Task<RunningBot> StartAsync(FakeDiscordServer server)
    {
        var folder = new TemporaryFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = folder.Path,
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Sample:Enabled"] = "false",
        }).Build();
        var app = BotHost.Build(configuration, services =>
        {
            services.AddLogging(logs => logs.ClearProviders());
            services.RemoveAll<IHostedService>();
            services.RemoveAll<IChatPlatform>();
            services.AddDiscord(new DiscordSettings { Token = server.Settings.Token, ApiBaseUrl = server.ApiBaseUrl });
        });
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        var bot = new RunningBot(app, folder);
        await Eventually.HoldsAsync(() => bot.Platform.IsReady, "it is connected");
        return bot;
    }

    private static async Task JoinAsync(IServiceProvider services, string guild)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Membership>()
            .EnsureAsync(new PlaceRef("discord", guild), Community.FirstId, PlaceState.Confirmed, CancellationToken.None);
    }

    private static async Task<int> CountAsync(RunningBot bot)
    {
        await using var scope = bot.Services.CreateScopeOf(Community.FirstId);
        return await scope.ServiceProvider.GetRequiredService<BotDb>().Deliveries.CountAsync(d => d.State == DeliveryState.Waiting);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class RunningBot : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly TemporaryFolder folder;
        private readonly CancellationTokenSource stop = new();
        private readonly Task running;

        public RunningBot(WebApplication app, TemporaryFolder folder)
        {
            (this.app, this.folder) = (app, folder);
            Platform = app.Services.GetRequiredService<IChatPlatform>();
            running = Platform.RunAsync(app.Services.GetRequiredService<CommandRouter>().HandleAsync, stop.Token);
        }

        public IChatPlatform Platform { get; }

        public IServiceProvider Services => app.Services;

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.DisposeAsync();
            stop.Dispose();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Dispose();
        }
    }
}
