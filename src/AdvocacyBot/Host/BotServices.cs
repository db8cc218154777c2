using AdvocacyBot.Core;
using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Backups;
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
            .AddSingleton(provider => new DiskSpaceSettings(FoldersOf(folder, provider.GetRequiredService<BackupSettings>()), provider.GetRequiredService<DataSettings>().MinFreeMegabytes))
            .AddBotCore(settings.Store(folder), settings.Bot)
            .AddSingleton<SampleState>();

    private static IReadOnlyList<string> FoldersOf(DataFolder folder, BackupSettings backups) =>
        backups.Folder.Length == 0 ? [folder.Path] : [folder.Path, Path.GetFullPath(backups.Folder)];
}
