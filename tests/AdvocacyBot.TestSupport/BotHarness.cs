using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.TestSupport;

/// <summary>
/// The real host on a fake clock, with a fake platform, in a data folder of its own. Its loops do not turn by themselves:
/// <see cref="TurnAsync"/> turns them until nothing is due.
/// </summary>
internal sealed class BotHarness : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool ownsFolder;
    private readonly CancellationTokenSource closing = new();
    private Task running = Task.CompletedTask;

    private BotHarness(WebApplication app, FakeClock clock, FakePlatform platform, string folder, bool ownsFolder)
    {
        (this.app, Clock, Platform, Folder, this.ownsFolder) = (app, clock, platform, folder, ownsFolder);
    }

    public FakeClock Clock { get; }

    public FakePlatform Platform { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<BotHarness> StartAsync(
        Database database = Database.Sqlite,
        Action<IServiceCollection>? adjust = null,
        FakeClock? clock = null,
        string? folder = null,
        string? connection = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        bool isAlone = false)
    {
        clock ??= new FakeClock();
        var platform = new FakePlatform();
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("advocacybot-test-").FullName;
        if (database == Database.Sqlite)
            await MigratedDatabase.PutIntoAsync(folder);
        else
            connection ??= await MigratedDatabase.OnPostgresAsync();
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Folder"] = folder,
            // No test depends on how full the disk is.
            ["Data:MinFreeMegabytes"] = "1",
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Sample:Enabled"] = "false",
            ["Storage:Provider"] = database.ToString(),
            ["ConnectionStrings:BotDb"] = connection,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;

        var host = BotHost.Build(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services.AddSingleton<IChatPlatform>(platform).AddSingleton(new ConfiguredPlace(platform.Home));
            RemoveLoops(services);
            adjust?.Invoke(services);
            foreach (var other in services.Select(s => s.ImplementationInstance).OfType<FakePlatform>().Where(p => p != platform).ToList())
                services.AddSingleton(new ConfiguredPlace(other.Home));
        });
        // However far a test advances the clock, it is right; a clock that is stepped is not.
        if (!isAlone)
            host.Services.GetRequiredService<OutsideTime>().Hear(clock.GetUtcNow());
        await host.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        return new BotHarness(host, clock, platform, folder, own);
    }

    /// <summary>Opens the real HTTP doors on a free port of loopback, and the platforms behind them.</summary>
    /// <returns>A new visitor, with cookies of its own.</returns>
    public async Task<HttpClient> OpenEndpointsAsync()
    {
        await app.StartAsync();
        var router = Services.GetRequiredService<CommandRouter>();
        running = Task.WhenAll(Services.GetServices<IChatPlatform>().Select(p => p.RunAsync(router.HandleAsync, closing.Token)));
        return Visit();
    }

    /// <summary>The cookies of each visitor.</summary>
    public Dictionary<HttpClient, CookieContainer> Cookies { get; } = [];

    /// <summary>Another visitor of the open endpoints.</summary>
    public HttpClient Visit()
    {
        var handler = new HttpClientHandler();
        var visitor = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };
        Cookies[visitor] = handler.CookieContainer;
        return visitor;
    }

    /// <summary>Stops as on a signal.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <summary>The link that the console would print.</summary>
    public Uri OrganizerLink() => Services.GetRequiredService<OrganizerLink>().At(new Uri(app.Urls.First()));

    /// <summary>Turns every loop until none has anything due, in the order in which they are registered.</summary>
    public async Task TurnAsync()
    {
        var loops = Services.GetServices<Loop>().ToList();
        for (var again = true; again;)
        {
            again = false;
            foreach (var loop in loops)
                again |= await loop.TurnAsync(CancellationToken.None) is { } due && due <= Clock.Now;
        }
    }

    /// <summary>Time passes and everything that becomes due is done.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await TurnAsync();
    }

    /// <summary>A member says something in a channel.</summary>
    public Task<Reply> SayAsync(
        string text, MemberRef? member = null, bool organizer = false, Language? locale = null, ChannelRef? channel = null,
        string? eventId = null, bool command = false) =>
        HandleAsync(new TextBody(text, command), member, organizer, locale, channel, eventId);

    /// <summary>An organizer sends a command with the platform's own form, which nobody else sees.</summary>
    public Task<Reply> FormAsync(string command, ChannelRef? channel = null, params ReadOnlySpan<(string Option, string Value)> options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (option, value) in options)
            given.Add(option, value);
        return HandleAsync(new CommandBody(command, given), member: null, organizer: true, locale: null, channel, eventId: null);
    }

    /// <summary>A member presses a choice.</summary>
    public Task<Reply> ChooseAsync(
        string choice, MemberRef? member = null, bool organizer = false, Language? locale = null, ChannelRef? channel = null,
        string? eventId = null) =>
        HandleAsync(new ChoiceBody(choice), member, organizer, locale, channel, eventId);

    /// <summary>A member takes a choice back, as by removing a reaction.</summary>
    public Task<Reply> TakeBackAsync(string choice, MemberRef member, string? eventId = null) =>
        HandleAsync(new ChoiceBody(choice) { TakenBack = true }, member, organizer: false, locale: null, channel: null, eventId);

    /// <summary>Works in a scope of its own, for one community.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work, long community = Community.FirstId)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Looks into, or changes, the database.</summary>
    public Task<T> DbAsync<T>(Func<BotDb, Task<T>> work, long community = Community.FirstId) =>
        InScopeAsync(services => work(services.GetRequiredService<BotDb>()), community);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync();
        await app.DisposeAsync();
        closing.Dispose();
        SqliteConnection.ClearAllPools();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Channels of other platforms count as channels of the fake platform's home.</summary>
    private PlaceRef PlaceOf(ChannelRef channel) => channel.Platform == Platform.Name
        ? Platform.Channels.GetValueOrDefault(channel.Id, Platform.Home)
        : Platform.Home;

    private static void RemoveLoops(IServiceCollection services)
    {
        var loops = services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Microsoft", StringComparison.Ordinal) != true);
        foreach (var loop in loops.ToList())
            services.Remove(loop);
    }

    private Task<Reply> HandleAsync(IntentBody wish, MemberRef? member, bool organizer, Language? locale, ChannelRef? channel, string? eventId)
    {
        var intent = new Intent(eventId ?? Some.EventId, member ?? Some.Member, channel ?? Some.Channel, wish)
        {
            Place = channel?.Direct is null ? PlaceOf(channel ?? Some.Channel) : null,
            IsVouchedOrganizer = organizer,
            IsDirect = channel?.Direct is not null,
            Locale = locale,
        };
        return Services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);
    }
}
