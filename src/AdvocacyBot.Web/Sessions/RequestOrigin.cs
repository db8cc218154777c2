using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// Refuses writing requests that a browser sends for another site's page. Programs send neither header and are served: they have
/// no cookies to abuse.
/// </summary>
internal static class RequestOrigin
{
    public static void UseOriginCheck(this IApplicationBuilder app, WebSettings settings) => app.Use(async (http, next) =>
    {
        if (IsWriting(http.Request.Method) && IsFromElsewhere(http.Request, settings))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync(RoomTexts.All[PageLanguage.Of(http), "problem.origin"], http.RequestAborted);
            return;
        }

        await next(http);
    });

    /// <summary>Whether the browser says that another site's page has sent the request.</summary>
    /// <remarks>https://www.w3.org/TR/fetch-metadata/ and https://fetch.spec.whatwg.org/#origin-header</remarks>
    public static bool IsFromElsewhere(HttpRequest request, WebSettings settings)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return true;

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && origin != $"{request.Scheme}://{request.Host}"
            && origin != settings.PublicUrl?.GetLeftPart(UriPartial.Authority);
    }

    private static bool IsWriting(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}
