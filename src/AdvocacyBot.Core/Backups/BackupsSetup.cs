using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Backups;

internal static class BackupsSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services.AddSingleton<BackupHealth>().AddAlertSource<BackupAlerts>().AddLoop<DailyBackup>();
}
