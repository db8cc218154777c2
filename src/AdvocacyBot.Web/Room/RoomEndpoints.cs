using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Pictures;
using AdvocacyBot.Web.Room.Moderation;
using AdvocacyBot.Web.Room.Search;
using AdvocacyBot.Web.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's JSON endpoints, for its page and for programs.</summary>
internal static class RoomEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxMessages = 200;

    public static void MapRoomEndpoints(this IEndpointRouteBuilder routes)
    {
        var room = routes.MapGroup("/api/room").AddEndpointFilter(ExplainFailuresAsync).AddEndpointFilter(AdmitAsync).RequireRateLimiting(RoomLimits.Policy);
        room.MapPost("/messages", SayAsync);
        room.MapGet("/messages", ReadAsync);
        room.MapDelete("/messages/{id:long}", DeleteAsync);
        room.MapPost("/choices", ChooseAsync);
        room.MapPost("/name", RenameAsync);
        room.MapGet("/search", SearchAsync).RequireRateLimiting(RoomLimits.SearchPolicy);
        room.MapGet("/pictures/{id:long}", PictureAsync);
        room.MapGet("/events", RoomEvents.StreamAsync);
    }

    private static async Task<IResult> SayAsync(HttpContext http, RoomPlatform platform, Visitors visitors, CancellationToken ct)
    {
        var said = await BodyAsync(http, RoomJson.Default.Said, ct);
        if (said.Text is not { } text || string.IsNullOrWhiteSpace(text))
            return Problem(400, "The body needs a \"text\" that is not empty.");

        return await platform.SayAsync(await SpeakerAsync(http, visitors, ct), text, said.ReplyTo, ct) is { } message
            ? TypedResults.Json(new Posted(message.Id), RoomJson.Default.Posted)
            : Problem(http, 404, "problem.reply");
    }

    /// <param name="after">Only messages with higher ids, the oldest first.</param>
    /// <param name="before">Only messages with lower ids; the newest of them. Ignored if <paramref name="after"/> is given.</param>
    private static async Task<IResult> ReadAsync(
        HttpContext http, RoomHistory history, Visitors visitors, CancellationToken ct, long? after = null, long? before = null)
    {
        var visitor = await visitors.RecognizeAsync(http, ct);
        var messages = after is { } id
            ? await history.AfterAsync(id, visitor, MaxMessages, ct)
            : await history.BeforeAsync(before ?? long.MaxValue, visitor, MaxMessages, ct);
        var language = PageLanguage.Of(http);
        return TypedResults.Json([.. messages.Select(m => ShownMessage.Of(m, visitor, language))], RoomJson.Default.ShownMessageArray);
    }

    /// <param name="q">Words that a message has to contain.</param>
    /// <param name="before">Only messages with lower ids, as <c>next</c> of the page before.</param>
    private static async Task<IResult> SearchAsync(HttpContext http, SearchHistory search, Visitors visitors, CancellationToken ct, string? q = null, long? before = null) =>
        TypedResults.Json(
            await search.FindAsync(q ?? "", before ?? long.MaxValue, await visitors.RecognizeAsync(http, ct), PageLanguage.Of(http), ct),
            RoomJson.Default.FoundPage);

    /// <summary>The picture of a message that the reader may see.</summary>
    private static async Task<IResult> PictureAsync(long id, HttpContext http, RoomHistory history, PictureCache pictures, Visitors visitors, CancellationToken ct)
    {
        var message = await history.FindAsync(id, await visitors.RecognizeAsync(http, ct), ct);
        var picture = message is { Author: null } ? message.Reply.For(PageLanguage.Of(http)).Picture : null;
        // What one reader alone may see reaches no disk, not even the reader's own.
        var caching = message?.OnlyFor is null ? "private, max-age=86400" : "no-store";
        return await PictureResult.OfAsync(http, pictures, picture?.Address, caching, ct);
    }

    /// <summary>Members delete what they have written; organizers delete anything.</summary>
    private static async Task<IResult> DeleteAsync(long id, HttpContext http, RoomHistory history, Visitors visitors, CancellationToken ct)
    {
        var visitor = await visitors.RecognizeAsync(http, ct);
        return await history.DeleteAsync(id, visitor.IsRoomOrganizer ? null : visitor.Author, ct)
            ? TypedResults.Json(new Posted(id), RoomJson.Default.Posted)
            : Problem(http, 404, "problem.notyours");
    }

    private static async Task<IResult> ChooseAsync(HttpContext http, RoomPlatform platform, Visitors visitors, CancellationToken ct)
    {
        var chosen = await BodyAsync(http, RoomJson.Default.Chosen, ct);
        if (chosen is not { Message: { } message, Choice: { } choice })
            return Problem(400, "The body needs a \"message\" (its id) and a \"choice\" (one of the message's).");

        return await platform.ChooseAsync(await SpeakerAsync(http, visitors, ct), message, choice, ct) is { } answer
            ? TypedResults.Json(new Posted(answer.Id), RoomJson.Default.Posted)
            : Problem(http, 404, "problem.nochoice");
    }

    private static async Task<IResult> RenameAsync(HttpContext http, NameTable names, Visitors visitors, CancellationToken ct)
    {
        var change = await BodyAsync(http, RoomJson.Default.NameChange, ct);
        var visitor = await visitors.RecognizeAsync(http, ct);
        return await names.SetAsync(visitor.Author, change.Name ?? "", ct) is { } problem
            ? Problem(400, RoomTexts.All.Format(PageLanguage.Of(http), problem, NameTable.MaxLength))
            : TypedResults.Json(new NameChange(await names.FindAsync(visitor.Author, ct) ?? ""), RoomJson.Default.NameChange);
    }

    private static async Task<Speaker> SpeakerAsync(HttpContext http, Visitors visitors, CancellationToken ct) =>
        new(await visitors.RecognizeAsync(http, ct), http.Address, PageLanguage.Of(http));

    private static async Task<T> BodyAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken ct)
    {
        // A form of another site cannot send this content type.
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("Send JSON, with the content type application/json.", 415);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBodyBytes;
        return await JsonSerializer.DeserializeAsync(http.Request.Body, type, ct)
            ?? throw new BadHttpRequestException("The body is null; send an object.");
    }

    /// <summary>Under a public name, the room is for people who were invited.</summary>
    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var visitor = await services.GetRequiredService<Visitors>().RecognizeAsync(http, http.RequestAborted);
        return await services.GetRequiredService<Invitations>().AdmitsAsync(visitor, http.RequestAborted)
            ? await next(context)
            : Problem(http, 403, "problem.invitation");
    }

    private static async ValueTask<object?> ExplainFailuresAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
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
            return Problem(e.StatusCode, e.StatusCode == 413 ? $"The body is larger than {MaxBodyBytes} bytes." : e.Message);
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            return Problem(context.HttpContext, 503, "problem.storage");
        }
        catch (RoomRefusalException e)
        {
            return Problem(e.Status, e.Message);
        }
        catch (RoomClosedException)
        {
            return Problem(context.HttpContext, 503, "problem.closed");
        }
    }

    private static IResult Problem(HttpContext http, int status, [TextKey(typeof(RoomTexts))] string key) => Problem(status, RoomTexts.All[PageLanguage.Of(http), key]);

    private static IResult Problem(int status, string sentence) =>
        TypedResults.Json(new Problem(sentence), RoomJson.Default.Problem, statusCode: status);
}
