using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions.Pages;
using Microsoft.AspNetCore.Mvc;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// The page on which a sign-in link is used. Opening it changes nothing: chat services open links to preview them, so only the
/// button uses the link up.
/// </summary>
internal static class SignInEndpoints
{
    private const string Path = "/desk/sign-in";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).RequireRateLimiting(RoomLimits.Policy).SwitchLanguage();
        group.MapGet("", ShowAsync);
        group.MapPost("", SignInAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, SignInLinks links, SiteAppearance site, CancellationToken ct, string? token = null) =>
        await RenderAsync(http, site, await links.IsValidAsync(token ?? "", ct) ? token : null);

    private static async Task<IResult> SignInAsync(
        HttpContext http, Visitors visitors, SiteAppearance site, CancellationToken ct, [FromForm] string? token = null) =>
        await visitors.SignInAsync(http, token ?? "", ct) ? TypedResults.LocalRedirect("/desk") : await RenderAsync(http, site, token: null);

    private static Task<IResult> RenderAsync(HttpContext http, SiteAppearance site, string? token) =>
        PageRenderer.RenderAsync<SignInPage>(
            http,
            new Dictionary<string, object?>
            {
                [nameof(SignInPage.Language)] = PageLanguage.Of(http),
                [nameof(SignInPage.BotName)] = site.Name,
                [nameof(SignInPage.Token)] = token,
                [nameof(SignInPage.LinkIn)] = PageLanguage.LinksIn(http, Path),
            },
            token is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK);
}
