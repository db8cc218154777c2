using System.Text.Json;
using AdvocacyBot.Core.Store;
using Microsoft.AspNetCore.Http.Features;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's JSON doors, for its page and for programs.</summary>
internal static class RoomEndpoints
{
    private const int LargestBody = 64 * 1024;
    private const int MostMessages = 200;

    public static void MapRoomEndpoints(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/api/room").AddEndpointFilter(SayWhatIsWrongAsync).RequireRateLimiting(RoomLimits.Policy);
        room.MapPost("/messages", SayAsync);
        room.MapGet("/messages", ReadAsync);
        room.MapPost("/choices", ChooseAsync);
        room.MapGet("/events", RoomEvents.StreamAsync);
    }

    private static async Task<IResult> SayAsync(HttpContext http, RoomPlatform platform, RoomMembers members, CancellationToken ct)
    {
        var said = await BodyAsync(http, RoomJson.Default.Said, ct);
        if (said.Text is not { } text || string.IsNullOrWhiteSpace(text))
            return Problem(400, "The body needs a \"text\" that is not empty.");

        var member = await members.RecognizeAsync(http, ct);
        var message = await platform.SayAsync(member, text, RoomLanguage.Of(http), ct);
        return TypedResults.Json(new Posted(message.Id), RoomJson.Default.Posted);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, RoomHistory history, RoomMembers members, CancellationToken ct, long? after = null)
    {
        var member = await members.RecognizeAsync(http, ct);
        var messages = await history.AfterAsync(after, member.Id, MostMessages, ct);
        return TypedResults.Json([.. messages.Select(m => ShownMessage.Of(m, member))], RoomJson.Default.ShownMessageArray);
    }

    private static async Task<IResult> ChooseAsync(HttpContext http, RoomPlatform platform, RoomMembers members, CancellationToken ct)
    {
        var chosen = await BodyAsync(http, RoomJson.Default.Chosen, ct);
        if (chosen is not { Message: { } message, Choice: { } choice })
            return Problem(400, "The body needs a \"message\" (its id) and a \"choice\" (one of the message's).");

        var member = await members.RecognizeAsync(http, ct);
        return await platform.ChooseAsync(member, message, choice, RoomLanguage.Of(http), ct) is { } answer
            ? TypedResults.Json(new Posted(answer.Id), RoomJson.Default.Posted)
            : Problem(404, "There is no such message for you, or it has no such choice.");
    }

    private static async Task<T> BodyAsync<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
    {
        // A form on another site can send neither this content type nor the strict cookie.
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("Send JSON, with the content type application/json.", 415);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        return await JsonSerializer.DeserializeAsync(http.Request.Body, type, ct)
            ?? throw new BadHttpRequestException("The body is null; send an object.");
    }

    private static async ValueTask<object?> SayWhatIsWrongAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (JsonException e)
        {
            return Problem(400, $"The body is not the JSON that is needed (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, e.StatusCode == 413 ? $"The body is larger than {LargestBody} bytes." : e.Message);
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            return Problem(503, "The web room cannot save messages right now. Try again in a few minutes.");
        }
        catch (RoomClosedException)
        {
            return Problem(503, "The room is opening or closing. Try again in a moment.");
        }
    }

    private static IResult Problem(int status, string sentence) =>
        TypedResults.Json(new Problem(sentence), RoomJson.Default.Problem, statusCode: status);
}
