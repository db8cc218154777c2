using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Desk;
using AdvocacyBot.Web.Room.ComingUp;
using AdvocacyBot.Web.Room.Moderation;
using AdvocacyBot.Web.Room.Pages;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's one page.</summary>
internal static class RoomPageEndpoint
{
    public static void MapRoomPage(this IEndpointRouteBuilder routes) => routes.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext http, Visitors visitors, Invitations invitations, NameTable names, ModerationTable moderation, SiteAppearance site, ComingUpList coming, SampleDataShown isSample,
        CancellationToken ct, string? lang = null)
    {
        var visitor = await visitors.RecognizeAsync(http, ct);
        if (LanguageNames.FromLocale(lang) is { } chosen)
        {
            PageLanguage.Switch(http, chosen);
            return TypedResults.LocalRedirect("/");
        }

        if (!await invitations.AdmitsAsync(visitor, ct))
            return await JoinEndpoints.RefuseAsync(http);

        var steps = visitor.Session is null ? [] : await StepsAsync(http, ct);
        return await PageRenderer.RenderAsync<RoomPage>(http, new Dictionary<string, object?>
        {
            [nameof(RoomPage.Language)] = PageLanguage.Of(http),
            [nameof(RoomPage.Site)] = site.Current,
            [nameof(RoomPage.MemberName)] = await names.FindAsync(visitor.Author, ct),
            [nameof(RoomPage.HasDesk)] = visitor.Session is not null,
            [nameof(RoomPage.IsOrganizer)] = visitor.IsRoomOrganizer,
            [nameof(RoomPage.Steps)] = steps,
            [nameof(RoomPage.FormToken)] = steps.Count > 0 ? visitors.FormTokenOf(visitor) : "",
            [nameof(RoomPage.Rules)] = await moderation.RulesAsync(ct),
            [nameof(RoomPage.IsSample)] = isSample(),
            [nameof(RoomPage.Coming)] = (await coming.ReadAsync(ct)).For(PageLanguage.Of(http)),
        });
    }

    /// <summary>What a new group still has to do, for an organizer.</summary>
    private static async Task<IReadOnlyList<FirstStep>> StepsAsync(HttpContext http, CancellationToken ct) =>
        await http.RequestServices.GetRequiredService<DeskAccess>().FindAsync(http, ct) is null
            ? []
            : await http.RequestServices.GetRequiredService<FirstSteps>().ReadAsync(http, ct);
}
