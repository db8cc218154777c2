using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.Logging.Console;

namespace AdvocacyBot.Host;

/// <summary>Composes the running bot: its behaviour, its platforms, its doors.</summary>
internal static class BotHost
{
    /// <summary>A crowd at the room must not take the files and sockets that the chats and the database need.</summary>
    private const int MostConnections = 1_000;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>A bot that is ready to start.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="adjust">Replaces parts, such as the clock, in tests.</param>
    /// <exception cref="StartupException">A setting or the data folder cannot be used.</exception>
    public static WebApplication Build(IConfiguration configuration, Action<IServiceCollection>? adjust = null)
    {
        var settings = HostSettings.Read(configuration);
        RoomGuard.EnsureSafe(settings.RoomUrl, settings.BehindProxy);
        var folder = DataFolder.Hold(settings.DataFolder);
        _ = ModelWarmup.BuildAsync(settings.Store(folder));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(settings.RoomUrl.ToString());
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxConcurrentConnections) = (false, MostConnections));
        ConfigureLogging(builder.Logging);
        AddServices(builder.Services, configuration, settings, folder);
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        // Asked for once, so that it is let go of with the rest.
        app.Services.GetRequiredService<DataFolder>();
        app.UseRoomGuard(settings.RoomUrl);
        app.UsePreparation();
        app.MapHealth();
        app.MapCalendar();
        app.MapSampleFeed();
        if (settings.RoomEnabled)
            app.MapRoom();
        return app;
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration, HostSettings settings, DataFolder folder)
    {
        services.AddSingleton(settings).AddSingleton(_ => folder);
        services.AddSingleton(configuration.GetSection("Feeds").Get<FeedSettings>() ?? new FeedSettings());
        services.AddSingleton(new KeyStoreSettings(folder.Keys, configuration["Privacy:MasterKey"]));
        services.AddSingleton(new DepartureSettings(configuration.GetValue<bool>("Mobilizations:KeepSeatsOfDeparted")));
        services.AddBotCore(settings.Store(folder), settings.Bot);
        services.AddPlatforms(configuration);
        services.AddSingleton<Preparation>().AddHostedService(provider => provider.GetRequiredService<Preparation>());
        services.AddSingleton<Readiness>().AddSingleton<SampleState>().AddHostedService<Telemetry>().AddHostedService<MemoryTrimmer>();
        services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Drain));
        if (settings.RoomEnabled)
            services.AddSingleton<SampleDataShown>(provider => () => provider.GetRequiredService<SampleState>().IsOn).AddRoom(folder.RoomHistory).AddHostedService<SampleFollower>();
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter("AdvocacyBot", LogLevel.Information);
        // What these would report is thrown as well, and is told once, where it is handled.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
