using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles.Public;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Pictures;
using AdvocacyBot.Web.Public.Pages;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Web.Public;

/// <summary>The articles that organizers show to everybody: a page with search, an Atom feed, and JSON for programs.</summary>
internal static class ArticleEndpoints
{
    public static void MapArticlePages(this IEndpointRouteBuilder routes, WebSettings settings)
    {
        var pages = routes.MapPublic(settings).RequireRateLimiting(RoomLimits.Policy);
        pages.MapGet("/articles", BrowseAsync);
        pages.MapGet("/articles.atom", AtomAsync);
        pages.MapGet("/articles/{number:long}/picture", PictureAsync);
        pages.MapGet("/api/articles", JsonAsync);
    }

    private static async Task<IResult> BrowseAsync(
        HttpContext http, PublicArticles articles, BotSettings bot, SiteAppearance site, CancellationToken ct, string? q = null, string? page = null)
    {
        var language = PublicPages.LanguageOf(http);
        return await PageRenderer.RenderAsync<ArticleListPage>(http, new Dictionary<string, object?>
        {
            [nameof(ArticleListPage.Language)] = language,
            [nameof(ArticleListPage.SiteName)] = site.Name,
            [nameof(ArticleListPage.Zone)] = bot.TimeZone,
            [nameof(ArticleListPage.Found)] = await articles.SearchAsync(q, PageOf(page), language, ct),
        });
    }

    private static async Task<IResult> AtomAsync(
        HttpContext http, PublicArticles articles, SiteAppearance site, WebSettings settings, CancellationToken ct, string? q = null, string? page = null)
    {
        var language = PublicPages.LanguageOf(http);
        var found = await articles.SearchAsync(q, PageOf(page), language, ct);
        var title = $"{site.Name} · {WebTexts.All[language, "articles.title"]}{(found.Words.Length > 0 ? $": {found.Words}" : "")}";
        var query = ArticleQuery.Write(found.Words, found.Page, language);
        return PublicPages.Tagged(
            AtomFeed.Write(title, [.. found.Articles.Select(AtomEntry.Of)], PublicPages.AddressOf(http, settings, $"/articles{query}"), PublicPages.AddressOf(http, settings, $"/articles.atom{query}")),
            "application/atom+xml; charset=utf-8");
    }

    private static async Task<IResult> JsonAsync(HttpContext http, PublicArticles articles, CancellationToken ct, string? q = null, string? page = null)
    {
        var found = await articles.SearchAsync(q, PageOf(page), PublicPages.LanguageOf(http), ct);
        return PublicPages.Tagged(JsonSerializer.SerializeToUtf8Bytes(found, ArticleJsonContext.Default.PublicArticlePage), "application/json; charset=utf-8");
    }

    private static async Task<IResult> PictureAsync(long number, HttpContext http, PublicArticles articles, PictureCache pictures, CancellationToken ct) =>
        await PictureResult.OfAsync(http, pictures, await articles.PictureAsync(number, ct), "public, max-age=3600", ct);

    /// <summary>The page number; anything that is not a number means the first page.</summary>
    private static int PageOf(string? page) => int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublicArticlePage))]
internal sealed partial class ArticleJsonContext : JsonSerializerContext;
