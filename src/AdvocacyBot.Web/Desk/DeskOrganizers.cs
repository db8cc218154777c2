using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Web.Desk.Pages;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// The desk's list of organizers, and the sign-in link with which one invites another. Whoever signs in with such a link is an operator
/// of the web as the inviter is, so a chat account, which organizes only its group, cannot make one.
/// </summary>
internal static class DeskOrganizers
{
    public static void MapOrganizers(this RouteGroupBuilder desk)
    {
        desk.MapGet("organizers", ShowAsync);
        desk.MapPost("organizers", InviteAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, DeskAccess access, OrganizerList organizers, SessionTable sessions, Visitors visitors, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is not { } user)
            return await DeskEndpoints.SignInFirstAsync(http);
        var (known, present) = (await organizers.ListAsync(ct), await sessions.MembersAsync(ct));
        return await PageRenderer.RenderAsync<OrganizersPage>(http, new Dictionary<string, object?>
        {
            [nameof(OrganizersPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Community),
            [nameof(OrganizersPage.Organizers)] = (IReadOnlyList<ShownOrganizer>)
            [
                .. known.Select(o => Show(o.Member, o)),
                .. present.Where(m => known.All(o => o.Member != m)).Select(m => Show(m, null)),
            ],
            [nameof(OrganizersPage.MayInvite)] = user.IsOperator,
        });

        ShownOrganizer Show(MemberRef member, KnownOrganizer? known) => new(
            member.Platform,
            // An id of the web opens nothing, but it is nobody's business; its author's letters are what the room shows.
            member.Platform == RoomPlatform.PlatformName ? visitors.AuthorOf(member.Id)[..8] : member.Id,
            known?.FirstAt, known?.LastAt, present.Contains(member), member == user.Member);
    }

    private static Task<IResult> InviteAsync(HttpContext http, SignInLinks links, SiteAddress site, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, _) =>
    {
        if (!user.IsOperator)
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var token = LinkToken.New();
        await links.AddAsync(token, account: null, SignInLinks.ConsoleLifetime, ct, inviter: user.Visitor.Id);
        return await DeskEndpoints.ShowSecretAsync(http, user, "organizers.link", new Uri(site(), SignInLinks.PathOf(token)).AbsoluteUri);
    });
}

/// <summary>An organizer as the desk lists them.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Name">As the organizer log shows it.</param>
/// <param name="FirstAt">When the organizer log first names them, UTC; null if it does not.</param>
/// <param name="LastAt">When it last names them, UTC.</param>
/// <param name="IsSignedIn">Whether a browser is signed in.</param>
/// <param name="IsOwn">Whether it is the reader.</param>
public sealed record ShownOrganizer(string Platform, string Name, DateTime? FirstAt, DateTime? LastAt, bool IsSignedIn, bool IsOwn);
