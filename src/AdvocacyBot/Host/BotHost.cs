using AdvocacyBot.Core;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Host;

/// <summary>Composes the running bot: its behaviour, its platforms, its doors.</summary>
internal static class BotHost
{
    /// <summary>A bot that is ready to start.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="adjust">Replaces parts, such as the clock, in tests.</param>
    public static WebApplication Build(IConfiguration configuration, Action<IServiceCollection>? adjust = null)
    {
        var settings = HostSettings.Read(configuration);
        var folder = DataFolder.Hold(settings.DataFolder);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(settings.RoomUrl.ToString());

        builder.Services.AddSingleton(settings).AddSingleton(_ => folder);
        builder.Services.AddBotCore(settings.Store(folder), settings.Bot);
        adjust?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Brings the database to the newest schema; before the bot starts.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await Migrating.MigrateAsync(scope.ServiceProvider.GetRequiredService<BotDb>(), ct);
    }
}
