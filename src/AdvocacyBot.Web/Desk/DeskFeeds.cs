using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web.Desk.Pages;

namespace AdvocacyBot.Web.Desk;

/// <summary>The desk's page of one feed: its settings, and what a new value would do to its latest articles before it is saved.</summary>
internal static class DeskFeeds
{
    /// <summary>The settings that can be tried, with the option of their command that takes the value.</summary>
    public static readonly IReadOnlyList<(string Name, string Option)> Settings = [("filter", "words"), ("digest", "when"), ("quiet", "hours"), ("template", "text")];

    public static void MapFeeds(this RouteGroupBuilder desk)
    {
        desk.MapGet("articles/{number:long}", ShowAsync);
        desk.MapPost("articles/{number:long}", ChangeAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(long number, HttpContext http, DeskAccess access, FeedOverview feeds, CancellationToken ct) =>
        await access.FindAsync(http, ct) is { } user ? await RenderAsync(http, user, feeds, number, null, null, ct) : await DeskEndpoints.SignInFirstAsync(http);

    /// <summary>Tries a value or saves it; an empty one unsets the setting.</summary>
    private static Task<IResult> ChangeAsync(long number, HttpContext http, DeskAccess access, FeedOverview feeds, CancellationToken ct) =>
        DeskEndpoints.OnFormAsync(http, async (user, form) =>
        {
            var (setting, isSaved, value) = (form["setting"].ToString(), form["do"] == "save", form["value"].ToString().Trim());
            if (Settings.FirstOrDefault(s => s.Name == setting) is not { Option: { } option })
                return TypedResults.BadRequest();

            var (feed, given) = (("feed", $"{number}"), value.Length == 0 ? "off" : value);
            var answer = isSaved
                ? await access.ShowAsync(user, $"feeds {setting}", ct, feed, (option, given))
                : await access.ShowAsync(user, "feeds try", ct, feed, ("setting", setting), ("value", given));
            return await RenderAsync(http, user, feeds, number, answer, (setting, value), ct);
        });

    private static async Task<IResult> RenderAsync(
        HttpContext http, DeskUser user, FeedOverview feeds, long number, Reply? answer, (string Setting, string Value)? tried, CancellationToken ct)
    {
        if ((await feeds.ListAsync(user.Language, ct)).FirstOrDefault(f => f.Number == number) is not { } feed)
            return TypedResults.LocalRedirect(DeskSection.Articles.Address);
        return await PageRenderer.RenderAsync<FeedDeskPage>(http, new Dictionary<string, object?>
        {
            [nameof(FeedDeskPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Articles),
            [nameof(FeedDeskPage.Feed)] = feed,
            [nameof(FeedDeskPage.Answer)] = answer,
            [nameof(FeedDeskPage.Tried)] = tried,
        });
    }
}
