using System.Globalization;
using System.Text.Json.Serialization;
using AdvocacyBot.Web.Desk;
using AdvocacyBot.Web.Room;
using Microsoft.AspNetCore.Mvc;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>
/// What the pages' scripts send to create and use passkeys. Creating and removing is for organizers at the desk, with its forms'
/// token; a sign-in needs nothing but the passkey.
/// </summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk").RequireRateLimiting(RoomLimits.Policy);
        desk.MapPost("passkeys/question", AskToCreateAsync).DisableAntiforgery();
        desk.MapPost("passkeys", CreateAsync).DisableAntiforgery();
        desk.MapPost("passkeys/remove", RemoveAsync).DisableAntiforgery();
        desk.MapPost("sign-in/question", AskToSignInAsync).DisableAntiforgery();
        desk.MapPost("sign-in/passkey", SignInAsync).DisableAntiforgery();
    }

    private static Task<IResult> AskToCreateAsync(HttpContext http, PasskeySignIn passkeys) => DeskEndpoints.OnFormAsync(http, async (user, _) =>
        PasskeySignIn.IsOfferedTo(http) ? Ask(await passkeys.AskToCreateAsync(http, user.Visitor, user.Language)) : TypedResults.NotFound());

    private static Task<IResult> CreateAsync(HttpContext http, PasskeySignIn passkeys, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, form) =>
        await passkeys.CreateAsync(http, user.Visitor, form["state"].ToString(), form["credential"].ToString(), ct)
            ? TypedResults.NoContent()
            : Refuse(http, "passkey.uncreated"));

    private static Task<IResult> RemoveAsync(HttpContext http, PasskeyTable table, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (_, form) =>
    {
        if (long.TryParse(form["passkey"], CultureInfo.InvariantCulture, out var id))
            await table.RemoveAsync(id, ct);
        return TypedResults.LocalRedirect("/desk/sessions");
    });

    private static async Task<IResult> AskToSignInAsync(HttpContext http, PasskeySignIn passkeys, Visitors visitors, CancellationToken ct) =>
        PasskeySignIn.IsOfferedTo(http) ? Ask(await passkeys.AskToSignInAsync(http, await visitors.RecognizeAsync(http, ct))) : TypedResults.NotFound();

    private static async Task<IResult> SignInAsync(
        HttpContext http, PasskeySignIn passkeys, Visitors visitors, CancellationToken ct, [FromForm] string? state = null, [FromForm] string? credential = null) =>
        await passkeys.SignInAsync(http, await visitors.RecognizeAsync(http, ct), state ?? "", credential ?? "", ct)
            ? TypedResults.NoContent()
            : Refuse(http, "passkey.refused");

    private static IResult Ask(PasskeyQuestion question) => TypedResults.Json(question, PasskeyJson.Default.PasskeyQuestion);

    private static IResult Refuse(HttpContext http, [Core.Languages.TextKey(typeof(DeskTexts))] string key) => TypedResults.Json(
        new Problem(DeskTexts.All[PageLanguage.Of(http), key]), RoomJson.Default.Problem, statusCode: StatusCodes.Status400BadRequest);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PasskeyQuestion))]
internal sealed partial class PasskeyJson : JsonSerializerContext;
