using AdvocacyBot.Core.Communities.Appearance;

namespace AdvocacyBot.Web.Appearance;

/// <summary>Registers how the pages present the group.</summary>
internal static class AppearanceSetup
{
    public static IServiceCollection AddAppearance(this IServiceCollection services) =>
        services
            .AddSingleton<SiteAppearance>()
            .AddSingleton<AppearanceChanged>(provider => provider.GetRequiredService<SiteAppearance>().Forget);

    public static void UseAppearance(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<SiteAppearance>();
        app.Use(async (http, next) =>
        {
            await site.RefreshAsync(http.RequestAborted);
            await next(http);
        });
    }
}
