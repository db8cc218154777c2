using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;

namespace AdvocacyBot.Host;

/// <summary>
/// The bot's behaviour and database without its platforms, loops and doors: for a verb that does one thing and ends, also
/// beside a running bot.
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
        var configuration = BotConfiguration.Load();
        var settings = HostSettings.Read(configuration);
        var folder = DataFolder.Open(settings.DataFolder);
        var store = settings.Store(folder);
        _ = ModelWarmup.BuildAsync(store);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(settings).AddSingleton<SampleState>();
        services.AddSingleton(new KeyStoreSettings(folder.Keys, configuration["Privacy:MasterKey"]));
        services.AddSingleton(configuration.GetSection("Feeds").Get<FeedSettings>() ?? new FeedSettings());
        services.AddBotCore(store, settings.Bot);
        var bot = new OfflineBot(services.BuildServiceProvider(), settings);
        await Migrating.MigrateAsync(store, ct);
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
