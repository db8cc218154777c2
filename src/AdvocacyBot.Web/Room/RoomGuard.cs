namespace AdvocacyBot.Web.Room;

/// <summary>
/// Answers only to the bot's own host names, which prevents DNS rebinding, and sends headers that let the browser load nothing from
/// elsewhere.
/// </summary>
public static class RoomGuard
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseRoomGuard(this IApplicationBuilder app, WebSettings settings)
    {
        var address = settings.PublicUrl ?? settings.Url;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { settings.Url.Host, address.Host, "localhost", "127.0.0.1", "[::1]" };
        app.Use(async (http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (!names.Contains(http.Request.Host.Host))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsync($"This bot does not answer to that name. Open {address}", http.RequestAborted);
                return;
            }

            await next(http);
        });
    }
}
