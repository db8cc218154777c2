using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions.Pages;
using Microsoft.AspNetCore.Mvc;

namespace AdvocacyBot.Web.Sessions;

/// <summary>The page on which an invitation to the web room is accepted. Opening it changes nothing.</summary>
internal static class JoinEndpoints
{
    public static void MapJoin(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/join").RequireRateLimiting(RoomLimits.Policy).SwitchLanguage();
        group.MapGet("", ShowAsync);
        group.MapPost("", JoinAsync).DisableAntiforgery();
    }

    /// <summary>The page for somebody who is not invited, or whose invitation is not valid.</summary>
    public static Task<IResult> RefuseAsync(HttpContext http) => RenderAsync(http, token: null);

    private static async Task<IResult> ShowAsync(HttpContext http, Invitations invitations, CancellationToken ct, string? token = null) =>
        await RenderAsync(http, await invitations.IsValidAsync(token ?? "", ct) ? token : null);

    private static async Task<IResult> JoinAsync(
        HttpContext http, Invitations invitations, Visitors visitors, CancellationToken ct, [FromForm] string? token = null) =>
        await invitations.AcceptAsync(await visitors.RecognizeAsync(http, ct), token ?? "", ct)
            ? TypedResults.LocalRedirect("/")
            : await RenderAsync(http, token: null);

    private static Task<IResult> RenderAsync(HttpContext http, string? token) =>
        PageRenderer.RenderAsync<JoinPage>(
            http,
            new Dictionary<string, object?>
            {
                [nameof(JoinPage.Language)] = PageLanguage.Of(http),
                [nameof(JoinPage.BotName)] = http.RequestServices.GetRequiredService<SiteAppearance>().Name,
                [nameof(JoinPage.Token)] = token,
                [nameof(JoinPage.LinkIn)] = PageLanguage.LinksIn(http, "/join"),
            },
            token is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
}
