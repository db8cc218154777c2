using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Core.Loops;

/// <summary>Registers the loops and housekeepers of a feature.</summary>
public static class LoopRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddLoop<T>()
            where T : Loop =>
            services
                .AddSingleton<T>()
                .AddSingleton<Loop>(provider => provider.GetRequiredService<T>())
                .AddSingleton<IHostedService>(provider => provider.GetRequiredService<T>());

        public IServiceCollection AddBell<T>()
            where T : Bell =>
            services.AddSingleton<T>().AddSingleton<Bell>(provider => provider.GetRequiredService<T>());

        /// <param name="canWait">Whether the bot may be used and may send before the housekeeper's first turn.</param>
        public IServiceCollection AddHousekeeper<T>(bool canWait = false)
            where T : class, IHousekeeper =>
            services.AddScoped<T>().AddSingleton(new HousekeeperType(typeof(T), canWait));
    }
}
