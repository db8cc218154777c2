using AdvocacyBot.Core;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Sample;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Host;

/// <summary>The services that the running bot and the command-line verbs share.</summary>
internal static class BotServices
{
    /// <param name="services">Where they are registered.</param>
    /// <param name="settings">The valid settings.</param>
    /// <param name="folder">Disposed with the container.</param>
    public static IServiceCollection AddBot(this IServiceCollection services, HostSettings settings, DataFolder folder) =>
        services
            .AddSettings(settings.Values)
            .AddSingleton(settings)
            .AddSingleton(_ => folder)
            .AddSingleton(provider => new KeyStoreSettings(folder.Keys, provider.GetRequiredService<PrivacySettings>().MasterKey))
            .AddBotCore(settings.Store(folder), settings.Bot)
            .AddSingleton<SampleState>();
}
