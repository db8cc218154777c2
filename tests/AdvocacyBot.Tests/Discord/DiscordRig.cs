using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Discord;

/// <summary>The real host with the Discord platform, connected to the fake server over real sockets.</summary>
internal sealed class DiscordRig : IAsyncDisposable
{
    /// <summary>Default settings without the 3-second limit, which a busy machine may exceed.</summary>
    public static readonly FakeSettings Patient = new() { FirstResponse = TimeSpan.FromMinutes(1) };

    private readonly WebApplication app;
    private readonly CancellationTokenSource stop = new();
    private readonly bool ownsServer;
    private readonly bool ownsFolder;
    private IReadOnlyList<IHostedService> shared = [];
    private bool stopped;

    private DiscordRig(WebApplication app, FakeDiscordServer server, string folder, bool ownsServer, bool ownsFolder)
    {
        (this.app, Server, Folder, this.ownsServer, this.ownsFolder) = (app, server, folder, ownsServer, ownsFolder);
        Guild = server.World.Guilds.Values.First();
        Channel = server.World.Channels.Values.First();
        Platform = app.Services.GetRequiredService<IChatPlatform>();
        Running = Platform.RunAsync(app.Services.GetRequiredService<CommandRouter>().HandleAsync, stop.Token);
    }

    public FakeDiscordServer Server { get; }

    public FakeGuild Guild { get; }

    public FakeChannel Channel { get; }

    public string Folder { get; }

    public IChatPlatform Platform { get; }

    /// <summary>The task of <see cref="IChatPlatform.RunAsync"/>.</summary>
    public Task Running { get; }

    public IServiceProvider Services => app.Services;

    public Effects Effects => Services.GetRequiredService<Effects>();

    /// <param name="joined">The guilds that are places of the first community; null for all.</param>
    /// <param name="database">A PostgreSQL that it may share with others; SQLite if null.</param>
    /// <param name="keys">The folder of keys that it shares with them.</param>
    /// <param name="usesFeatures">Whether topics and scheduled events come from the features, as in the executable.</param>
    public static async Task<DiscordRig> StartAsync(
        FakeSettings? rules = null, FakeDiscordServer? server = null, string? folder = null,
        Action<DiscordSettings>? settings = null, Action<IServiceCollection>? adjust = null, bool waits = true, IReadOnlyList<string>? joined = null,
        bool usesFeatures = false, string? database = null, string? keys = null)
    {
        var (ownsServer, ownsFolder) = (server is null, folder is null);
        server ??= await StartServerAsync(rules);
        folder ??= Directory.CreateTempSubdirectory("advocacybot-test-").FullName;
        if (database is null)
            await MigratedDatabase.PutIntoAsync(folder);
        var discord = new DiscordSettings { Token = server.Settings.Token, ApiBaseUrl = server.ApiBaseUrl };
        settings?.Invoke(discord);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = folder,
            ["Data:KeysFolder"] = keys,
            ["Storage:Provider"] = database is null ? "Sqlite" : "Postgres",
            ["ConnectionStrings:BotDb"] = database,
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Sample:Enabled"] = "false",
            // Files that members upload are on the fake server.
            ["Feeds:AllowedPrivateHosts:0"] = server.Address.Authority,
            ["Discord:Token"] = usesFeatures ? server.Settings.Token : "",
        }).Build();
        var app = BotHost.Build(configuration, services =>
        {
            services.AddLogging(logs => logs.ClearProviders());
            services.RemoveAll<IHostedService>();
            services.RemoveAll<IChatPlatform>();
            services.AddDiscord(discord).AddTestCommands();
            // The test command receives free text.
            foreach (var other in services.Where(s => s.ImplementationInstance is CommandEntry { Spec: { TakesFreeText: true, Name: not "echo" } }).ToList())
                services.Remove(other);
            adjust?.Invoke(services);
        });
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        foreach (var guild in joined ?? [.. server.World.Guilds.Keys])
            await JoinAsync(app.Services, guild);
        var shared = database is null
            ? []
            : new IHostedService[] { app.Services.GetRequiredService<LiveProcesses>(), app.Services.GetRequiredService<BellNotifications>() };
        foreach (var service in shared)
            await ((IHostedLifecycleService)service).StartedAsync(CancellationToken.None);
        var rig = new DiscordRig(app, server, folder, ownsServer, ownsFolder) { shared = shared };
        if (waits)
            await rig.ReadyAsync();
        return rig;
    }

    /// <summary>A server with one guild and one channel.</summary>
    public static async Task<FakeDiscordServer> StartServerAsync(FakeSettings? rules = null)
    {
        var world = new FakeWorld();
        world.AddChannel(world.AddGuild());
        return await FakeDiscordServer.StartAsync(rules ?? Patient, world);
    }

    /// <summary>Makes a guild a place of the first community.</summary>
    public Task JoinAsync(FakeGuild guild) => JoinAsync(Services, guild.Id);

    private static async Task JoinAsync(IServiceProvider services, string guild)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Membership>()
            .EnsureAsync(new PlaceRef("discord", guild), Community.FirstId, PlaceState.Confirmed, CancellationToken.None);
    }

    public Task ReadyAsync() => Eventually.HoldsAsync(() => Platform.IsReady || Running.IsCompleted, "the platform is ready");

    public async Task<T> DbAsync<T>(Func<BotDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community.FirstId);
        return await work(scope.ServiceProvider.GetRequiredService<BotDb>());
    }

    /// <summary>Adds posts to the outbox in one transaction.</summary>
    public Task QueueAsync(IEnumerable<(string Channel, Reply Reply, string Cause)> posts) => Services.WriteOutboxAsync(outbox =>
    {
        foreach (var (channel, reply, cause) in posts)
            outbox.Send(new ChannelRef("discord", channel), reply, cause, "announcement");
    });

    /// <summary>An organizer writes a command in the channel.</summary>
    public Task<Reply> SayAsOrganizerAsync(string text) => OrganizeAsync(new TextBody(text, IsCommand: true));

    /// <summary>An organizer announces an action in the channel. Returns its number.</summary>
    public async Task<long> AnnounceAsync(string text)
    {
        var reply = await SayAsOrganizerAsync($"announce {text}");
        if (reply.Choices.FirstOrDefault(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)) is { } publish)
            reply = await OrganizeAsync(new ChoiceBody(publish.Id));
        var words = PlainText.Write(reply);
        Assert.Contains("is announced", words, StringComparison.Ordinal);
        return await DbAsync(db => db.Communities.Where(c => c.Id == Community.FirstId).Select(c => c.LastMobilizationNumber).SingleAsync());
    }

    /// <summary>Waits until the commands are registered, which determines the types of their options.</summary>
    public Task CommandsRegisteredAsync() => Eventually.HoldsAsync(() => Server.World.CommandWrites > 0, "the commands are registered");

    /// <summary>Rewrites the public messages of changed actions.</summary>
    public async Task RefreshAsync()
    {
        await Services.GetRequiredService<RefreshMessages>().TurnAsync(CancellationToken.None);
        await DeliverAsync();
    }

    /// <summary>Delivers what is due in the outbox.</summary>
    public Task DeliverAsync() => Services.GetRequiredService<DeliveryWorker>().TurnAsync(CancellationToken.None);

    public Post Post(string text, FakeChannel? channel = null, string key = "k", DateTime? first = null, bool retry = false) =>
        new(new ChannelRef("discord", (channel ?? Channel).Id), Reply.Say(default, text), key, first ?? DateTime.UtcNow) { IsRetry = retry };

    /// <summary>Stops as the host does.</summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;
        stopped = true;
        await stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var service in shared)
            await service.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
        if (ownsServer)
            await Server.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private Task<Reply> OrganizeAsync(IntentBody body) => Services.GetRequiredService<CommandRouter>().HandleAsync(
        new Intent(Guid.NewGuid().ToString("N"), new MemberRef("discord", "900000000000000001"), new ChannelRef("discord", Channel.Id), body)
        {
            Place = new PlaceRef("discord", Guild.Id),
            IsVouchedOrganizer = true,
        },
        CancellationToken.None);
}
