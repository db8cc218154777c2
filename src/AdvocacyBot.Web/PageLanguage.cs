using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web;

/// <summary>
/// The language of a request: the one that the member has switched to, else the browser's first that the bot speaks. An open page of the room
/// names its own, so that a switch in another tab does not mix two languages on it.
/// </summary>
internal static class PageLanguage
{
    private const string CookieName = "advocacybot-lang";

    public static Language Of(HttpContext http) =>
        (http.Request.Path.StartsWithSegments("/api/room", StringComparison.Ordinal) ? LanguageNames.FromLocale(http.Request.Query["lang"]) : null)
        ?? LanguageNames.FromLocale(http.Request.Cookies[CookieName])
        ?? http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => LanguageNames.FromLocale(l.Value.Value))
            .FirstOrDefault(l => l is not null)
        ?? http.RequestServices.GetRequiredService<Core.BotSettings>().DefaultLanguage;

    /// <summary>Remembers what the member has switched to.</summary>
    public static void Switch(HttpContext http, Language language) =>
        http.Response.Cookies.Append(CookieName, language.Code, MemberCookie.Options(http));

    /// <summary>
    /// Pages of which <c>?lang=fr</c> shows the same page in another language from then on. For those that public pages are not: these switch
    /// without a cookie.
    /// </summary>
    public static RouteGroupBuilder SwitchLanguage(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (!HttpMethods.IsGet(http.Request.Method) || LanguageNames.FromLocale(http.Request.Query["lang"]) is not { } chosen)
                return await next(context);
            Switch(http, chosen);
            return TypedResults.LocalRedirect($"{http.Request.Path}{QueryString.Create(http.Request.Query.Where(p => p.Key != "lang"))}");
        });
        return pages;
    }

    /// <summary>The address of the requested page in another language; for an answer to a form, that of another page.</summary>
    public static Func<Language, string> LinksIn(HttpContext http, string instead)
    {
        var request = http.Request;
        var (path, query) = HttpMethods.IsGet(request.Method) ? (request.Path.ToString(), request.Query.Where(p => p.Key != "lang").ToList()) : (instead, []);
        return language => $"{path}{QueryString.Create(query.Append(new("lang", language.Code)))}";
    }
}
