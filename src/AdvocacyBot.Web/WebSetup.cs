using System.Reflection;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Desk;
using AdvocacyBot.Web.Pictures;
using AdvocacyBot.Web.Public;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;

namespace AdvocacyBot.Web;

/// <summary>Registers and maps everything that the bot serves to people's browsers.</summary>
public static class WebSetup
{
    /// <summary>The web room's one channel.</summary>
    public static ChannelRef RoomChannel => RoomPlatform.Channel;

    /// <param name="services">The bot's services.</param>
    /// <param name="settings">The section <c>Web</c>.</param>
    /// <param name="historyFile">The SQLite file of the web room.</param>
    public static IServiceCollection AddWeb(this IServiceCollection services, WebSettings settings, string historyFile) =>
        services
            .AddSingleton(settings)
            .AddSingleton(new WebFile(historyFile))
            .AddSingleton<SessionTable>()
            .AddSingleton<SignInLinks>()
            .AddSingleton<OrganizerLink>()
            .AddSingleton<WebPairs>()
            .AddSingleton<PairCheck>(provider => provider.GetRequiredService<WebPairs>().FindProblemAsync)
            .AddSingleton<Visitors>()
            .AddSingleton<Invitations>()
            .AddAppearance()
            .AddSingleton<PictureCache>()
            .AddScoped<WebAnswers>()
            .AddSingleton<PageCache>()
            .AddScoped<DeskAccess>()
            .AddScoped<FirstSteps>()
            .AddSingleton<UploadedFiles>()
            .AddSingleton<SiteAddress>(provider => () => settings.PublicUrl ?? ListeningAddress(provider))
            .AddSingleton(new PublicSite(settings.PublicUrl))
            .AddCommand<DeskCommand>()
            .AddCommand<EndSessionsCommand>()
            .AddCommand<WebAnswersCommand>()
            .AddPasskeys()
            .AddRoom();

    /// <summary>Opens the web room's file and makes the console's sign-in link valid; a no-op if the web room is disabled.</summary>
    public static async Task OpenWebAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (services.GetService<WebFile>() is not { } file)
            return;
        await file.OpenAsync(ct);
        await services.GetRequiredService<SessionTable>().TakeOverAsync(ct);
        await services.GetRequiredService<RoomHistory>().OpenAsync(ct);
        await services.GetRequiredService<SignInLinks>()
            .AddAsync(services.GetRequiredService<OrganizerLink>().Token, account: null, SignInLinks.ConsoleLifetime, ct);
    }

    /// <summary>The address on which the server listens; known only after it has started.</summary>
    private static Uri ListeningAddress(IServiceProvider services) =>
        new(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static void MapWeb(this WebApplication app)
    {
        app.UseOriginCheck(app.Services.GetRequiredService<WebSettings>());
        app.UseRateLimiter();
        app.UseAppearance();
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/assets",
            FileProvider = new EmbeddedFileProvider(Assembly.GetExecutingAssembly(), "AdvocacyBot.Web.wwwroot"),
            // Revalidated on each use, so that a page never mixes files of two versions.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.MapLogo();
        app.MapRoom();
        app.MapSignIn();
        app.MapPasskeys();
        app.MapJoin();
        app.MapDesk();
        app.MapHubs();
        app.MapArticlePages(app.Services.GetRequiredService<WebSettings>());
        app.MapFactPages(app.Services.GetRequiredService<WebSettings>());
        app.MapActionPages(app.Services.GetRequiredService<WebSettings>());
    }
}
