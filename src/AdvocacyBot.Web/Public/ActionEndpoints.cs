using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Pictures;
using AdvocacyBot.Web.Public.Pages;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace AdvocacyBot.Web.Public;

/// <summary>The public page of each action that everybody may know of. It works without scripts and sets a cookie only on answering.</summary>
internal static class ActionEndpoints
{
    public static void MapActionPages(this IEndpointRouteBuilder routes, WebSettings settings)
    {
        var pages = routes.MapPublic(settings).RequireRateLimiting(RoomLimits.Policy);
        pages.MapGet("/a", ListAsync);
        pages.MapGet("/a/{name}", ShowAsync);
        pages.MapPost("/a/{name}", AnswerAsync).RequireRateLimiting(RoomLimits.AnswerPolicy).DisableAntiforgery();
        pages.MapGet("/a/{name}/event.ics", CalendarAsync);
        pages.MapGet("/a/{name}/poster", PosterAsync);
        pages.MapGet("/a/{name}/picture", PictureAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, PublicActions actions, SiteAppearance site, CancellationToken ct)
    {
        var language = PublicPages.LanguageOf(http);
        return await PageRenderer.RenderAsync<ActionListPage>(http, new Dictionary<string, object?>
        {
            [nameof(ActionListPage.Language)] = language,
            [nameof(ActionListPage.SiteName)] = site.Name,
            [nameof(ActionListPage.Actions)] = await actions.UpcomingAsync(language, ct),
        });
    }

    /// <summary>Everybody without a cookie sees the same page, so it is rendered once for all of them until the action changes.</summary>
    private static async Task<IResult> ShowAsync(string name, HttpContext http, PageCache cache, SiteAppearance site)
    {
        if (MemberCookie.Read(http) is not null)
            return (await WriteAsync(name, http)).Result;
        var key = new PageKey(name, PublicPages.LanguageOf(http), $"{http.Request.Scheme}://{http.Request.Host} {site.Name}");
        if (cache.Find(key) is { } known)
            return TypedResults.Bytes(known, PageRenderer.HtmlType);

        var version = cache.Version;
        var (result, html) = await WriteAsync(name, http);
        if (html is not null)
            cache.Keep(key, System.Text.Encoding.UTF8.GetBytes(html), version);
        return result;
    }

    /// <returns>The page, and its HTML if it is that of the action.</returns>
    private static async Task<(IResult Result, string? Html)> WriteAsync(string name, HttpContext http)
    {
        var (services, ct, language) = (http.RequestServices, http.RequestAborted, PublicPages.LanguageOf(http));
        var (actions, site, settings) = (services.GetRequiredService<PublicActions>(), services.GetRequiredService<SiteAppearance>(), services.GetRequiredService<WebSettings>());
        if (await actions.FindAsync(name, language, ct) is not { } action)
            return (await GoneAsync(http, site, language), null);
        if (action.Name != name)
            return (TypedResults.LocalRedirect($"/a/{action.Name}{http.Request.QueryString}", permanent: false), null);

        var visitor = await services.GetRequiredService<Visitors>().FindAsync(http, ct);
        var own = visitor is null ? null : await actions.AnswerOfAsync(action, MemberOf(visitor), language, ct);
        var rule = await services.GetRequiredService<WebAnswers>().RuleOfAsync(action.Number, ct);
        var html = await PageRenderer.WriteAsync<ActionPage>(http, ParametersOf(http, action, rule, own?.Receipt, null, site, settings));
        return (TypedResults.Content(html, PageRenderer.HtmlType), html);
    }

    private static async Task<IResult> AnswerAsync(
        string name, HttpContext http, PublicActions actions, WebAnswers answers, RoomPlatform platform, Visitors visitors, SiteAppearance site,
        WebSettings settings, CancellationToken ct, [FromForm] string? answer = null, [FromForm] string? guests = null, [FromForm] string? role = null)
    {
        var language = PublicPages.LanguageOf(http);
        if (await actions.FindAsync(name, language, ct) is not { } action)
            return await GoneAsync(http, site, language);

        var rule = await answers.RuleOfAsync(action.Number, ct);
        var party = 1 + (int.TryParse(guests, NumberStyles.None, CultureInfo.InvariantCulture, out var extra) ? Math.Min(extra, rule.MaxGuests) : 0);
        if (!rule.IsOn || answer is not ("going" or "maybe" or "no"))
            return await RenderAsync(http, action, rule, null, WebTexts.All[language, "action.off"], site, settings);

        var visitor = await visitors.RecognizeAsync(http, ct);
        var before = (await actions.AnswerOfAsync(action, MemberOf(visitor), language, ct))?.Seats ?? 0;
        if (answer == "going" && await answers.TakenAsync(action.Number, ct) - before + party > rule.LimitFor(action))
            return await RenderAsync(http, action, rule, null, WebTexts.All[language, "action.limit"], site, settings);

        var reply = await platform.OrderAsync(new Speaker(visitor, http.Address, language), OrderOf(action, answer, party - 1, role), ct);
        if (await actions.AnswerOfAsync(action, MemberOf(visitor), language, ct) is not { } after)
            return await RenderAsync(http, action, rule, null, PlainText.Write(reply), site, settings);

        await answers.CountAsync(action.Number, after.Seats - before, ct);
        return reply.Title is null
            ? await RenderAsync(http, action, rule, after.Receipt, PlainText.Write(reply), site, settings)
            : TypedResults.LocalRedirect($"/a/{action.Name}?lang={language.Code}#answer");
    }

    private static async Task<IResult> CalendarAsync(string name, HttpContext http, PublicActions actions, CancellationToken ct)
    {
        var language = PublicPages.LanguageOf(http);
        if (await actions.FindAsync(name, language, ct) is not { } action || await actions.CalendarAsync(action, language, ct) is not { } text)
            return TypedResults.NotFound();
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), $"{MobilizationCalendar.MediaType}; charset=utf-8", $"{action.Name}.ics");
    }

    private static async Task<IResult> PosterAsync(string name, HttpContext http, PublicActions actions, SiteAppearance site, WebSettings settings, CancellationToken ct)
    {
        var language = PublicPages.LanguageOf(http);
        if (await actions.FindAsync(name, language, ct) is not { } action)
            return await GoneAsync(http, site, language);
        return await PageRenderer.RenderAsync<PosterPage>(http, new Dictionary<string, object?>
        {
            [nameof(PosterPage.Language)] = language,
            [nameof(PosterPage.SiteName)] = site.Name,
            [nameof(PosterPage.Action)] = action,
            [nameof(PosterPage.Address)] = PublicPages.AddressOf(http, settings, $"/a/{action.Name}"),
        });
    }

    private static async Task<IResult> PictureAsync(string name, HttpContext http, PublicActions actions, PictureCache pictures, CancellationToken ct) =>
        await PictureResult.OfAsync(http, pictures, (await actions.FindAsync(name, PublicPages.LanguageOf(http), ct))?.Picture?.Address, "public, max-age=3600", ct);

    private static Task<IResult> GoneAsync(HttpContext http, SiteAppearance site, Language language) =>
        PageRenderer.RenderAsync<MissingPage>(
            http,
            new Dictionary<string, object?> { [nameof(MissingPage.Language)] = language, [nameof(MissingPage.SiteName)] = site.Name },
            StatusCodes.Status404NotFound);

    private static Task<IResult> RenderAsync(
        HttpContext http, PublicAction action, WebAnswerRule rule, Reply? receipt, string? problem, SiteAppearance site, WebSettings settings) =>
        PageRenderer.RenderAsync<ActionPage>(
            http, ParametersOf(http, action, rule, receipt, problem, site, settings), problem is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private static Dictionary<string, object?> ParametersOf(
        HttpContext http, PublicAction action, WebAnswerRule rule, Reply? receipt, string? problem, SiteAppearance site, WebSettings settings) => new()
        {
            [nameof(ActionPage.Language)] = PublicPages.LanguageOf(http),
            [nameof(ActionPage.SiteName)] = site.Name,
            [nameof(ActionPage.Action)] = action,
            [nameof(ActionPage.Address)] = PublicPages.AddressOf(http, settings, $"/a/{action.Name}"),
            [nameof(ActionPage.Rule)] = rule,
            [nameof(ActionPage.Receipt)] = receipt,
            [nameof(ActionPage.Problem)] = problem,
        };

    private static MemberRef MemberOf(Visitor visitor) => new(RoomPlatform.PlatformName, visitor.Id);

    private static CommandBody OrderOf(PublicAction action, string answer, int guests, string? role)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["answer"] = answer,
            ["action"] = action.Number.ToString(CultureInfo.InvariantCulture),
            ["guests"] = guests.ToString(CultureInfo.InvariantCulture),
        };
        if (!string.IsNullOrWhiteSpace(role))
            options["role"] = role;
        return new CommandBody("rsvp", options);
    }
}
