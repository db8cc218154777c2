using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Core.Processes;

/// <summary>Registers what lets several processes share a database; on SQLite there is one process, which claims without others.</summary>
internal static class ProcessesSetup
{
    public static IServiceCollection AddProcesses(this IServiceCollection services, StoreSettings store, ProcessClaims own)
    {
        services.AddSingleton(own).AddSingleton(_ => new ExclusiveLock(store, own.Process)).AddBell<ProcessBell>();
        return store.Provider == StoreProvider.Sqlite
            ? services
            : services
                .AddLoop<LiveProcesses>()
                .AddSingleton<BellNotifications>()
                .AddSingleton<IHostedService>(provider => provider.GetRequiredService<BellNotifications>());
    }
}
