using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Alerts;

internal static class AlertsSetup
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddAlerts() =>
            services
                .AddSingleton<AlertMemory>()
                .AddScoped<AlertStore>()
                .AddScoped<AlertChannel>()
                .AddScoped<SendAlerts>()
                .AddSingleton<PostAlert>()
                .AddSingleton<AlertPoster>(provider => provider.GetRequiredService<PostAlert>().RunAsync)
                .AddAlertSource<StorageAlerts>()
                .AddAlertSource<DiskAlerts>()
                .AddAlertSource<PlatformAlerts>()
                .AddCommand<AlertsCommand>()
                .AddLoop<AlertLoop>();

        public IServiceCollection AddAlertSource<T>()
            where T : class, IAlertSource => services.AddScoped<IAlertSource, T>();
    }
}
