using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Web.Desk.Pages;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// The preview of an announcement below the form in which it is written. A script asks for the preview alone while somebody writes; without
/// scripts, a button opens it as a page.
/// </summary>
internal static class DeskPreview
{
    public const string Address = "/desk/preview";

    /// <summary>The field that asks for the preview without the page around it.</summary>
    public const string PartField = "_part";

    public static void MapPreview(this RouteGroupBuilder desk) => desk.MapPost("preview", ShowAsync).DisableAntiforgery();

    private static Task<IResult> ShowAsync(HttpContext http, PreviewAnnouncement previews, IEnumerable<ReplyPreview> platforms, CancellationToken ct) =>
        DeskEndpoints.OnFormAsync(http, async (user, form) =>
        {
            var options = DeskEndpoints.OptionsOf(form);
            if (await PreviewAsync(previews, user, form[DeskEndpoints.CommandField].ToString(), options, ct) is not { } preview)
                return TypedResults.BadRequest();

            var shown = new Dictionary<string, object?>
            {
                [nameof(PreviewView.Preview)] = preview,
                [nameof(PreviewView.Platforms)] = platforms.ToList(),
                [nameof(PreviewView.Language)] = user.Language,
            };
            if (form[PartField] == "yes")
                return await PageRenderer.RenderAsync<PreviewView>(http, shown);

            shown.Remove(nameof(PreviewView.Language));
            shown[nameof(PreviewPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Actions);
            shown[nameof(PreviewPage.Command)] = form[DeskEndpoints.CommandField].ToString();
            shown[nameof(PreviewPage.Options)] = options;
            return await PageRenderer.RenderAsync<PreviewPage>(http, shown);
        });

    private static async Task<AnnouncementPreview?> PreviewAsync(
        PreviewAnnouncement previews, DeskUser user, string command, Dictionary<string, string> options, CancellationToken ct)
    {
        var request = new Request(user.Order("preview", new CommandBody(command, options)), user.Language, options) { Community = Community.FirstId, IsOrganizer = true };
        return command switch
        {
            "announce" => await previews.OfNewAsync(request, ct),
            "action" when long.TryParse(options.GetValueOrDefault("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                await previews.OfChangeAsync(request, number, options.GetValueOrDefault("do") ?? "", options.GetValueOrDefault("value") ?? "", ct),
            _ => null,
        };
    }
}
