using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web;

/// <summary>The language of a request: the one that the member has switched to, else the browser's first that the bot speaks.</summary>
internal static class PageLanguage
{
    private const string CookieName = "advocacybot-lang";

    public static Language Of(HttpContext http) =>
        LanguageNames.FromLocale(http.Request.Cookies[CookieName])
        ?? http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => LanguageNames.FromLocale(l.Value.Value))
            .FirstOrDefault(l => l is not null)
        ?? http.RequestServices.GetRequiredService<Core.BotSettings>().DefaultLanguage;

    /// <summary>Remembers what the member has switched to.</summary>
    public static void Switch(HttpContext http, Language language) =>
        http.Response.Cookies.Append(CookieName, language.Code, MemberCookie.Options(http));
}
