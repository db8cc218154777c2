using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Store;
using Microsoft.Net.Http.Headers;

namespace AdvocacyBot.Host;

/// <summary>The public calendar: what is announced, for calendar programs to follow; never who comes.</summary>
internal static class CalendarEndpoints
{
    private const string MediaType = $"{MobilizationCalendar.MediaType}; charset=utf-8";

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar.ics", async (HttpContext http, CommunityScope scope, MobilizationCalendar calendar, CancellationToken ct) =>
        {
            scope.Enter(Community.FirstId);
            return Cached(http, await calendar.UpcomingAsync(LanguageOf(http), ct));
        });

        routes.MapGet("/calendar/{id:long}.ics", async Task<IResult> (
            long id, HttpContext http, CommunityScope scope, MobilizationCalendar calendar, CancellationToken ct) =>
        {
            scope.Enter(Community.FirstId);
            return await calendar.OfAsync(id, LanguageOf(http), ct) is { } text ? Cached(http, text) : TypedResults.NotFound();
        });
    }

    /// <summary>The language in the address, such as <c>?lang=fr</c>. A calendar program's own is ignored, so that one address always gives the same file.</summary>
    private static Language? LanguageOf(HttpContext http) => LanguageNames.FromLocale(http.Request.Query["lang"]);

    /// <summary>The text with its digest as ETag, so that a calendar program that has it already gets 304.</summary>
    private static IResult Cached(HttpContext http, string text)
    {
        http.Response.Headers.CacheControl = "no-cache";
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        return TypedResults.Bytes(bytes, MediaType, entityTag: tag);
    }
}
