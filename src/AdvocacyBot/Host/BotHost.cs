using AdvocacyBot.Core;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host.Health;
using AdvocacyBot.Sample;
using AdvocacyBot.Settings;
using AdvocacyBot.Web;
using AdvocacyBot.Web.Desk;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.Logging.Console;

namespace AdvocacyBot.Host;

/// <summary>Composes the running bot: behaviour, platforms, endpoints.</summary>
internal static partial class BotHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A bot that is ready to start.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="adjust">Replaces services, such as the clock in tests.</param>
    /// <exception cref="StartupException">A setting or the data folder cannot be used.</exception>
    public static WebApplication Build(IConfiguration configuration, Action<IServiceCollection>? adjust = null)
    {
        var settings = HostSettings.Read(configuration);
        var folder = DataFolder.Lock(settings.Data);
        _ = ModelWarmup.BuildAsync(settings.Store(folder));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Values);
        builder.WebHost.UseUrls(settings.Web.Url.ToString());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            (kestrel.AddServerHeader, kestrel.Limits.MaxConcurrentConnections) = (false, RequestLimit.MaxConnections);
            kestrel.ConfigureEndpointDefaults(listen => listen.UseConnectionLimit(settings.Web));
        });
        ConfigureLogging(builder.Logging);
        AddServices(builder.Services, settings, folder);
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        foreach (var warning in settings.Warnings)
            LogSetting(app.Logger, warning);
        // The container disposes only what it has created, and so releases the folder's lock.
        app.Services.GetRequiredService<DataFolder>();
        app.UseTrustedProxies(settings.Web);
        app.UseWhen(http => !HealthSetup.IsAt(http.Request.Path), guarded => guarded.UseHostGuard(settings.Web));
        app.UsePreparation();
        app.MapHealth();
        app.MapMetrics(settings.Telemetry);
        app.MapCalendar();
        app.MapSampleFeed();
        if (settings.Web.Enabled)
            app.MapWeb();
        return app;
    }

    private static void AddServices(IServiceCollection services, HostSettings settings, DataFolder folder)
    {
        services.AddBot(settings, folder);
        services.AddPlatforms(settings);
        services.AddSingleton<Preparation>().AddHostedService(provider => provider.GetRequiredService<Preparation>());
        services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealth().AddHostedService<MemoryTrimmer>();
        services.AddTelemetry(settings.Telemetry);
        services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, ShutdownTimeout + TimeSpan.FromSeconds(settings.Web.DrainSeconds)));
        if (settings.Web.Enabled)
        {
            services.AddSingleton<SampleDataShown>(provider => () => provider.GetRequiredService<SampleState>().IsOn)
                .AddWeb(settings.Web, folder.RoomHistory)
                .AddRequestLimit()
                .AddScoped<DeskExamination>()
                .AddScoped<DeskDoctor>(provider => provider.GetRequiredService<DeskExamination>().RunAsync)
                .AddHostedService<SampleFollower>();
        }
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter("AdvocacyBot", LogLevel.Information);
        // RunVerb reports a failed start in one sentence, without a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        // Whoever asks for the health gets the reason; a log line for each failed probe would hide everything else.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Settings: {Warning}")]
    private static partial void LogSetting(ILogger logger, string warning);
}
