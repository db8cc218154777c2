using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands.Appearance;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Desk.Pages;
using Microsoft.AspNetCore.Http.Features;

namespace AdvocacyBot.Web.Desk;

/// <summary>The desk's page on how the group presents itself: name, tagline, example questions and logo.</summary>
internal static class DeskAppearance
{
    /// <summary>More than a logo may have, so that one that is too large is refused with a sentence.</summary>
    private const int MaxBodyBytes = 6 * 1024 * 1024;

    /// <summary>The settings that are texts, as the command names them.</summary>
    private static readonly string[] Texts = ["title", "tagline", "questions"];

    public static void MapAppearance(this RouteGroupBuilder desk)
    {
        desk.MapGet("appearance", ShowAsync);
        desk.MapPost("appearance", SaveAsync).DisableAntiforgery();
        desk.MapPost("appearance/logo", SaveLogoAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, DeskAccess access, SiteAppearance site, CancellationToken ct) =>
        await access.FindAsync(http, ct) is { } user ? await RenderAsync(http, user, site, [], ct) : await DeskEndpoints.SignInFirstAsync(http);

    /// <summary>Sends an order for each text that was changed. An empty field unsets it.</summary>
    private static Task<IResult> SaveAsync(HttpContext http, DeskAccess access, SiteAppearance site, CancellationToken ct) => OnFormAsync(http, async (user, form) =>
    {
        var answers = new List<Reply>();
        foreach (var what in Texts)
        {
            var given = form[what].ToString().ReplaceLineEndings("\n").Trim();
            if (form.ContainsKey(what) && given != ValueOf(site, what))
                answers.Add(await access.ShowAsync(user, "appearance", ct, ("what", what), ("value", given.Length == 0 ? "off" : given)));
        }

        return await RenderAsync(http, user, site, answers, ct);
    });

    private static Task<IResult> SaveLogoAsync(HttpContext http, DeskAccess access, ChangeLogo logo, SiteAppearance site, CancellationToken ct) => OnFormAsync(http, async (user, form) =>
    {
        if (form["do"] == "remove")
            return await RenderAsync(http, user, site, [await access.ShowAsync(user, "appearance", ct, ("what", "logo"), ("value", "off"))], ct);
        if (form.Files.GetFile("logo") is not { Length: > 0 } file)
            return await RenderAsync(http, user, site, [Reply.Tell(user.Language, AppearanceTexts.All[user.Language, "page.nofile"])], ct);

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        var order = user.Order($"{user.Visitor.Author}/{Guid.NewGuid():N}", new CommandBody("appearance", new Dictionary<string, string>(StringComparer.Ordinal)));
        return await RenderAsync(http, user, site, [await logo.RunAsync(order, bytes.ToArray(), user.Language, ct)], ct);
    });

    private static Task<IResult> OnFormAsync(HttpContext http, Func<DeskUser, IFormCollection, Task<IResult>> run)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBodyBytes;
        return DeskEndpoints.OnFormAsync(http, run);
    }

    private static async Task<IResult> RenderAsync(HttpContext http, DeskUser user, SiteAppearance site, IReadOnlyList<Reply> answers, CancellationToken ct)
    {
        await site.RefreshAsync(ct);
        return await PageRenderer.RenderAsync<AppearancePage>(http, new Dictionary<string, object?>
        {
            [nameof(AppearancePage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Community),
            [nameof(AppearancePage.Answers)] = answers,
            [nameof(AppearancePage.Values)] = Texts.ToDictionary(what => what, what => ValueOf(site, what), StringComparer.Ordinal),
            [nameof(AppearancePage.LogoAddress)] = site.LogoAddress,
        });
    }

    private static string ValueOf(SiteAppearance site, string what) => what switch
    {
        "title" => site.Name,
        "tagline" => site.Current.Tagline ?? "",
        _ => string.Join('\n', site.Current.Questions),
    };
}
