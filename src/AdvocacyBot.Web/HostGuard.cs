namespace AdvocacyBot.Web;

/// <summary>
/// Answers only to the bot's own host names, which prevents DNS rebinding, and sends headers that let the browser load nothing from
/// elsewhere and keep nothing on disk unless a page says otherwise.
/// </summary>
public static class HostGuard
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseHostGuard(this IApplicationBuilder app, WebSettings settings)
    {
        var address = settings.PublicUrl ?? settings.Url;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { settings.Url.Host, address.Host, "localhost", "127.0.0.1", "[::1]" };
        app.Use(async (http, next) =>
        {
            var (request, headers) = (http.Request, http.Response.Headers);
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            // Not no-referrer: with it, browsers hide where the bot's own forms come from.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (!names.Contains(request.Host.Host))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsync($"This bot does not answer to that name. Open {address}", http.RequestAborted);
                return;
            }

            // The public name can only be reached through TLS, whatever the proxy's headers say.
            if (settings.PublicUrl is { } site && string.Equals(request.Host.Host, site.Host, StringComparison.OrdinalIgnoreCase))
                request.Scheme = site.Scheme;
            if (request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            await next(http);
        });
    }
}
