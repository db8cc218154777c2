using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// What a new group does first, for its organizers alone. A step is gone once it is done, whichever way; all are gone once an organizer
/// dismisses them.
/// </summary>
internal sealed class FirstSteps(
    BotDb db, FeedOverview feeds, ActionList actions, OrganizerList organizers, PasskeyTable passkeys, SessionTable sessions, SiteAppearance site, WebFile file)
{
    private const string Notice = "first-steps";

    /// <summary>The steps that are still to be done, in order. The community must be in scope.</summary>
    public async Task<IReadOnlyList<FirstStep>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (await file.AskAsync("SELECT 1 FROM \"DismissedNotices\" WHERE \"Name\" = $name", ct, ("$name", Notice)) is not null)
            return [];

        var steps = new List<FirstStep>();
        if (site.Name == BotSettings.DefaultName)
            steps.Add(new FirstStep("name", "/desk/appearance"));
        if (PasskeySignIn.IsOfferedTo(http) && await passkeys.CountAsync(ct) == 0)
            steps.Add(new FirstStep("passkey", "/desk/sessions"));
        if (!await db.Places.AnyAsync(p => p.CommunityId == Community.FirstId && p.Platform != RoomPlatform.PlatformName, ct))
            steps.Add(new FirstStep("place", "/desk/community#people"));
        if ((await organizers.MembersAsync(ct)).Union(await sessions.MembersAsync(ct)).Take(2).Count() < 2)
            steps.Add(new FirstStep("organizer", "/desk/organizers"));
        if ((await feeds.ListAsync(Language.English, ct)).All(feed => feed.Address.AbsolutePath == SampleFeedPath))
            steps.Add(new FirstStep("feed", "/desk/articles#new-feed"));
        if (!await actions.AnyAsync(ct))
            steps.Add(new FirstStep("action", "/desk#orders"));
        return steps;
    }

    public Task DismissAsync(CancellationToken ct) =>
        file.ChangeAsync("INSERT INTO \"DismissedNotices\" (\"Name\") VALUES ($name) ON CONFLICT DO NOTHING", ct, ("$name", Notice));

    /// <summary>The path of the feed that a new bot follows until it has one of its own.</summary>
    private const string SampleFeedPath = "/sample/feed.xml";
}

/// <summary>Something that a new group does first.</summary>
/// <param name="Key">Its texts' in <see cref="DeskTexts"/>, after <c>steps.</c>.</param>
/// <param name="Path">Where it is done.</param>
public sealed record FirstStep(string Key, string Path);

/// <summary>The form that dismisses the first steps, at the desk and in the room.</summary>
internal static class FirstStepsEndpoint
{
    public static void MapFirstSteps(this RouteGroupBuilder desk) => desk.MapPost("steps", DismissAsync).DisableAntiforgery();

    private static Task<IResult> DismissAsync(HttpContext http, FirstSteps steps, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (_, form) =>
    {
        await steps.DismissAsync(ct);
        return TypedResults.LocalRedirect(form["_back"] == "/" ? "/" : "/desk");
    });
}
