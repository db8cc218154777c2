using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Host;

/// <summary>
/// The bot's behaviour and database without platforms, loops and endpoints, for a verb that does one thing and exits. May run next to
/// the running bot.
/// </summary>
internal sealed class OfflineBot : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;

    private OfflineBot(ServiceProvider services, HostSettings settings)
    {
        this.services = services;
        scope = services.CreateAsyncScope();
        Settings = settings;
    }

    public HostSettings Settings { get; }

    /// <exception cref="StartupException">A setting or the data folder cannot be used.</exception>
    public static async Task<OfflineBot> OpenAsync(CancellationToken ct)
    {
        var settings = HostSettings.Read(BotConfiguration.Load());
        var folder = DataFolder.Open(settings.Data.Folder);
        var store = settings.Store(folder);
        _ = ModelWarmup.BuildAsync(store);
        var services = new ServiceCollection().AddBot(settings, folder).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        var bot = new OfflineBot(services.BuildServiceProvider(), settings);
        await StoredData.OpenAsync(bot.services, ct);
        await bot.Get<FirstCommunity>().EnsureAsync(ct);
        bot.Get<CommunityScope>().Enter(Community.FirstId);
        await bot.Get<SampleState>().DecideAsync(bot.scope.ServiceProvider, ct);
        return bot;
    }

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
