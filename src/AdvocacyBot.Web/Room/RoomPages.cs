using System.Reflection;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Room.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.FileProviders;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's one page and what it loads, all from this executable.</summary>
internal static class RoomPages
{
    public static void MapRoomPages(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/room",
            FileProvider = new EmbeddedFileProvider(Assembly.GetExecutingAssembly(), "AdvocacyBot.Web.Room.wwwroot"),
        });
        app.MapGet("/", ShowAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, RoomMembers members, BotSettings settings, SampleDataShown isSample, CancellationToken ct, string? lang = null, string? organizer = null)
    {
        var member = await members.RecognizeAsync(http, ct);
        var language = RoomLanguage.Of(http);
        string? notice = null;
        if (organizer is not null)
        {
            if (await members.PromoteAsync(member, organizer, ct))
                return TypedResults.LocalRedirect("/");
            notice = RoomTexts.All[language, "room.link.used"];
        }

        if (LanguageNames.FromLocale(lang) is { } chosen)
        {
            RoomLanguage.Switch(http, chosen);
            return TypedResults.LocalRedirect("/");
        }

        return TypedResults.Content(
            await RenderAsync(http.RequestServices, new Dictionary<string, object?>
            {
                [nameof(RoomPage.Language)] = language,
                [nameof(RoomPage.BotName)] = settings.Name,
                [nameof(RoomPage.IsOrganizer)] = member.IsOrganizer,
                [nameof(RoomPage.IsSample)] = isSample(),
                [nameof(RoomPage.Notice)] = notice,
            }),
            "text/html; charset=utf-8");
    }

    /// <summary>The page has no forms that post and nothing that lives on, so the renderer alone is enough.</summary>
    private static async Task<string> RenderAsync(IServiceProvider services, Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<RoomPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
