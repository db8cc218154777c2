using System.Globalization;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Web.Room;
using Microsoft.AspNetCore.Http.Features;

namespace AdvocacyBot.Web.Public;

/// <summary>
/// Where WebSub hubs confirm subscriptions and push documents. An address that was not given to a hub answers 404, and a document is
/// read only if its address is known, within the limit of feeds, a few at a time.
/// </summary>
internal static class HubEndpoints
{
    private const int MaxChallengeLength = 2_000;
    private const int MaxConcurrent = 4;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);
    private static readonly SemaphoreSlim Places = new(MaxConcurrent);

    public static void MapHubs(this IEndpointRouteBuilder routes)
    {
        var hubs = routes.MapGroup(HubSettings.Path).RequireRateLimiting(RoomLimits.Policy);
        hubs.MapGet("{token}", ConfirmAsync);
        hubs.MapPost("{token}", ReceiveAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ConfirmAsync(string token, HttpContext http, HubCallbacks callbacks, CancellationToken ct)
    {
        var query = http.Request.Query;
        var challenge = query["hub.challenge"].ToString();
        var lease = long.TryParse(query["hub.lease_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : (long?)null;
        return challenge.Length <= MaxChallengeLength && await callbacks.ConfirmAsync(token, query["hub.mode"], query["hub.topic"], lease, ct)
            ? TypedResults.Text(challenge, "text/plain")
            : TypedResults.NotFound();
    }

    private static async Task<IResult> ReceiveAsync(string token, HttpContext http, HubCallbacks callbacks, FeedSettings settings, CancellationToken ct)
    {
        if (!await callbacks.IsKnownAsync(token, ct))
            return TypedResults.NotFound();
        if (http.Request.Headers.ContentEncoding.Count > 0)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (!await Places.WaitAsync(MaxWait, ct))
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        try
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = settings.MaxBytes;
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, ct);
            await callbacks.ReceiveAsync(token, body.GetBuffer().AsMemory(0, (int)body.Length), http.Request.ContentType, http.Request.Headers["X-Hub-Signature"], ct);
            // The same answer whether or not the signature was right, as the specification asks.
            return TypedResults.Accepted((string?)null);
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.StatusCode(e.StatusCode);
        }
        finally
        {
            Places.Release();
        }
    }
}
