using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Backups;

internal static class BackupsSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services
            .AddSingleton<BackupHealth>()
            .AddSingleton<WriteBackup>()
            .AddSingleton(s => new BackupList(
                s.GetRequiredService<BackupSettings>(), s.GetRequiredService<StoreSettings>(), s.GetRequiredService<WriteBackup>(),
                s.GetRequiredService<BackupHealth>(), s.GetRequiredService<ILogger<BackupList>>()))
            .AddAlertSource<BackupAlerts>().AddLoop<DailyBackup>();
}
