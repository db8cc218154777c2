using System.Globalization;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Public.Pages;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Web.Public;

/// <summary>The published facts: a page to browse them, a page for each, and the same for programs as JSON, CSV and an Atom feed.</summary>
internal static class FactEndpoints
{
    private const int MaxEntries = 50;

    public static void MapFactPages(this IEndpointRouteBuilder routes, WebSettings settings)
    {
        var pages = routes.MapPublic(settings).RequireRateLimiting(RoomLimits.Policy);
        pages.MapGet("/facts", BrowseAsync);
        pages.MapGet("/facts.atom", AtomAsync);
        pages.MapGet("/f/{id}", ShowAsync);
        pages.MapGet("/api/facts", JsonAsync);
        pages.MapGet("/api/facts.csv", CsvAsync);
        pages.MapGet("/api/openapi.json", () => TypedResults.Text(OpenApiDocument.Text, "application/json; charset=utf-8"));
    }

    private static async Task<IResult> BrowseAsync(
        HttpContext http, PublicFacts facts, SiteAppearance site, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null, string? page = null)
    {
        var language = PublicPages.LanguageOf(http);
        var query = QueryOf(topic, country, from, to);
        return await PageRenderer.RenderAsync<FactListPage>(http, new Dictionary<string, object?>
        {
            [nameof(FactListPage.Language)] = language,
            [nameof(FactListPage.SiteName)] = site.Name,
            [nameof(FactListPage.Query)] = query,
            [nameof(FactListPage.Topics)] = await facts.TopicsAsync(language, ct),
            [nameof(FactListPage.Countries)] = await facts.CountriesAsync(language, ct),
            [nameof(FactListPage.Found)] = await facts.SearchAsync(query, language, ct, PageOf(page)),
        });
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, PublicFacts facts, SiteAppearance site, WebSettings settings, CancellationToken ct)
    {
        var language = PublicPages.LanguageOf(http);
        if (await facts.FindAsync(id, language, ct) is not { } found)
        {
            return await PageRenderer.RenderAsync<MissingPage>(
                http,
                new Dictionary<string, object?>
                {
                    [nameof(MissingPage.Language)] = language,
                    [nameof(MissingPage.SiteName)] = site.Name,
                    [nameof(MissingPage.Text)] = WebTexts.All[language, "fact.missing"],
                },
                StatusCodes.Status404NotFound);
        }

        return await PageRenderer.RenderAsync<FactPage>(http, new Dictionary<string, object?>
        {
            [nameof(FactPage.Language)] = language,
            [nameof(FactPage.SiteName)] = site.Name,
            [nameof(FactPage.Found)] = found,
            [nameof(FactPage.Address)] = PublicPages.AddressOf(http, settings, $"/f/{found.Fact.Id}"),
        });
    }

    private static async Task<IResult> JsonAsync(
        HttpContext http, PublicFacts facts, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null, string? page = null)
    {
        var found = await facts.SearchAsync(QueryOf(topic, country, from, to), PublicPages.LanguageOf(http), ct, PageOf(page));
        LinkNext(http, found);
        return PublicPages.Tagged(JsonSerializer.SerializeToUtf8Bytes(found.Facts, FactJsonContext.Default.IReadOnlyListPublicFact), "application/json; charset=utf-8");
    }

    private static async Task<IResult> CsvAsync(
        HttpContext http, PublicFacts facts, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null, string? page = null)
    {
        var found = await facts.SearchAsync(QueryOf(topic, country, from, to), PublicPages.LanguageOf(http), ct, PageOf(page));
        LinkNext(http, found);
        return PublicPages.Tagged(Encoding.UTF8.GetBytes(FactTable.Write(found.Facts)), "text/csv; charset=utf-8");
    }

    /// <summary>The facts that changed last.</summary>
    private static async Task<IResult> AtomAsync(
        HttpContext http, PublicFacts facts, SiteAppearance site, WebSettings settings, CancellationToken ct,
        string? topic = null, string? country = null, string? from = null, string? to = null)
    {
        var (language, query) = (PublicPages.LanguageOf(http), QueryOf(topic, country, from, to));
        var found = await facts.LatestAsync(query, language, MaxEntries, ct);
        var parameters = FactQuery.Write(query, language);
        return PublicPages.Tagged(
            AtomFeed.Write(
                $"{site.Name} · {WebTexts.All[language, "facts.title"]}",
                [.. found.Select(f => AtomEntry.Of(f, language, PublicPages.AddressOf(http, settings, $"/f/{f.Fact.Id}")))],
                PublicPages.AddressOf(http, settings, $"/facts{parameters}"), PublicPages.AddressOf(http, settings, $"/facts.atom{parameters}")),
            "application/atom+xml; charset=utf-8");
    }

    /// <summary>Names the next page to programs (RFC 8288), whose list itself has no place for it.</summary>
    private static void LinkNext(HttpContext http, PublicFactList found)
    {
        http.Response.Headers["X-Total-Count"] = found.Total.ToString(CultureInfo.InvariantCulture);
        if (found.Page == found.Pages)
            return;
        var query = QueryString.Create(http.Request.Query.Where(p => p.Key != "page").Append(new("page", (found.Page + 1).ToString(CultureInfo.InvariantCulture))));
        http.Response.Headers.Link = $"<{http.Request.Path}{query}>; rel=\"next\"";
    }

    private static int PageOf(string? page) => int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    /// <summary>A year that is not a number is left out, as an empty field of the form is.</summary>
    private static PublicFactQuery QueryOf(string? topic, string? country, string? from, string? to) => new(Text(topic), Text(country), Year(from), Year(to));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Year(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
