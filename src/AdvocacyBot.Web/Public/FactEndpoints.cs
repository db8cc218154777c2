using System.Globalization;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Public.Pages;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Web.Public;

/// <summary>The published facts: a page to browse them, a page for each, and the same for programs as JSON and CSV.</summary>
internal static class FactEndpoints
{
    public static void MapFactPages(this IEndpointRouteBuilder routes, WebSettings settings)
    {
        var pages = routes.MapPublic(settings).RequireRateLimiting(RoomLimits.Policy);
        pages.MapGet("/facts", BrowseAsync);
        pages.MapGet("/f/{id}", ShowAsync);
        pages.MapGet("/api/facts", JsonAsync);
        pages.MapGet("/api/facts.csv", CsvAsync);
        pages.MapGet("/api/openapi.json", () => TypedResults.Text(OpenApiDocument.Text, "application/json; charset=utf-8"));
    }

    private static async Task<IResult> BrowseAsync(
        HttpContext http, PublicFacts facts, SiteAppearance site, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null)
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
            [nameof(FactListPage.Facts)] = await facts.SearchAsync(query, language, ct),
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
        HttpContext http, PublicFacts facts, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null)
    {
        var found = await facts.SearchAsync(QueryOf(topic, country, from, to), PublicPages.LanguageOf(http), ct);
        return PublicPages.Tagged(JsonSerializer.SerializeToUtf8Bytes(found, FactJsonContext.Default.IReadOnlyListPublicFact), "application/json; charset=utf-8");
    }

    private static async Task<IResult> CsvAsync(
        HttpContext http, PublicFacts facts, CancellationToken ct, string? topic = null, string? country = null, string? from = null, string? to = null)
    {
        var found = await facts.SearchAsync(QueryOf(topic, country, from, to), PublicPages.LanguageOf(http), ct);
        return PublicPages.Tagged(Encoding.UTF8.GetBytes(FactTable.Write(found)), "text/csv; charset=utf-8");
    }

    /// <summary>A year that is not a number is left out, as an empty field of the form is.</summary>
    private static PublicFactQuery QueryOf(string? topic, string? country, string? from, string? to) => new(Text(topic), Text(country), Year(from), Year(to));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Year(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
