using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Core.Facts.Uploads;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Desk.Pages;
using AdvocacyBot.Web.Public;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.AspNetCore.Http.Features;

namespace AdvocacyBot.Web.Desk;

/// <summary>The organizers' desk. Its pages show what commands answer, and its forms send orders like any other client.</summary>
internal static class DeskEndpoints
{
    private const string TokenField = "_token";
    private const string IdField = "_id";
    internal const string CommandField = "_command";
    private const string ChoiceField = "_choice";

    /// <summary>A form with a file. Everything stays in memory: what is read from a temporary file has been written to one.</summary>
    private static readonly FormOptions Limits = new()
    {
        BufferBody = false,
        MemoryBufferThreshold = MaxFormBytes,
        MultipartBodyLengthLimit = MaxFormBytes,
    };

    /// <summary>The largest file, and room for the other fields.</summary>
    private const int MaxFormBytes = PictureFile.MaxBytes + 256 * 1024;

    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk").RequireRateLimiting(RoomLimits.Policy).SwitchLanguage();
        foreach (var section in DeskSection.All)
            desk.MapGet(section.Path, (HttpContext http, DeskAccess access, CancellationToken ct) => SectionAsync(section, http, access, ct));
        desk.MapGet("actions/{number:long}", ActionAsync);
        desk.MapFeeds();
        desk.MapAppearance();
        desk.MapImport();
        desk.MapPreview();
        desk.MapHost();
        desk.MapOrganizers();
        desk.MapFirstSteps();
        desk.MapPost("do", DoAsync).DisableAntiforgery();
        desk.MapPost("code", CodeAsync).DisableAntiforgery();
        desk.MapPost("invitation", InviteAsync).DisableAntiforgery();
        desk.MapGet("sessions", SessionsAsync);
        desk.MapPost("sessions/end", EndAsync).DisableAntiforgery();
    }

    private static async Task<IResult> SectionAsync(DeskSection section, HttpContext http, DeskAccess access, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is not { } user)
            return await SignInFirstAsync(http);

        var shown = new List<Reply>();
        foreach (var command in section.Shown)
            shown.Add(await access.ShowAsync(user, command, ct));
        var services = http.RequestServices;
        return await PageRenderer.RenderAsync<SectionPage>(http, new Dictionary<string, object?>
        {
            [nameof(SectionPage.Frame)] = FrameOf(http, user, section),
            [nameof(SectionPage.Section)] = section,
            [nameof(SectionPage.Shown)] = shown,
            [nameof(SectionPage.Commands)] = section.Choose(services.GetRequiredService<CommandCatalog>().Specs, spec => spec.Name).ToList(),
            [nameof(SectionPage.Actions)] = section == DeskSection.Actions
                ? await services.GetRequiredService<ActionList>().ListAsync(ct)
                : null,
            [nameof(SectionPage.Deleted)] = section == DeskSection.Actions
                ? await services.GetRequiredService<ActionList>().DeletedAsync(ct)
                : [],
            [nameof(SectionPage.Steps)] = section == DeskSection.Actions
                ? await services.GetRequiredService<FirstSteps>().ReadAsync(http, ct)
                : [],
            [nameof(SectionPage.Charts)] = section == DeskSection.Facts
                ? FactChart.Of((await services.GetRequiredService<PublicFacts>().SearchAsync(new PublicFactQuery(), user.Language, ct)).Facts)
                : null,
            [nameof(SectionPage.Feeds)] = section == DeskSection.Articles
                ? await services.GetRequiredService<FeedOverview>().ListAsync(user.Language, ct)
                : null,
            [nameof(SectionPage.Backups)] = section == DeskSection.Community ? DeskHost.BackupsFor(user, services) : null,
            [nameof(SectionPage.Today)] = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().UtcNow),
            [nameof(SectionPage.Uploads)] = section == DeskSection.Facts
                ? await services.GetRequiredService<FactUploads>().PendingAsync(ct)
                : null,
        });
    }

    private static async Task<IResult> ActionAsync(long number, HttpContext http, DeskAccess access, ActionList actions, WebAnswers answers, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is not { } user)
            return await SignInFirstAsync(http);
        if (await actions.FindAsync(number, ct) is not { } action)
            return TypedResults.LocalRedirect(DeskSection.Actions.Address);

        return await PageRenderer.RenderAsync<ActionDeskPage>(http, new Dictionary<string, object?>
        {
            [nameof(ActionDeskPage.Frame)] = FrameOf(http, user, DeskSection.Actions),
            [nameof(ActionDeskPage.Action)] = action,
            [nameof(ActionDeskPage.Values)] = await actions.ValuesAsync(number, ct),
            [nameof(ActionDeskPage.Rule)] = await answers.RuleOfAsync(number, ct),
            [nameof(ActionDeskPage.Taken)] = await answers.TakenAsync(number, ct),
            [nameof(ActionDeskPage.Overview)] = await access.ShowAsync(user, "action", ct, ("number", $"{number}")),
        });
    }

    /// <summary>Carries out the order of a form, or a choice below an answer, and shows the answer.</summary>
    private static Task<IResult> DoAsync(HttpContext http, DeskAccess access, CommandCatalog catalog, CancellationToken ct) => OnFormAsync(http, async (user, form) =>
    {
        var (picture, problem) = await DeskPictures.ReadAsync(form, user.Language, ct);
        if (problem is not null)
            return await ShowAnswerAsync(http, user, DeskSection.Actions, Reply.Tell(user.Language, problem));
        IntentBody body = form[ChoiceField].ToString() is { Length: > 0 } choice
            ? new ChoiceBody(choice)
            : new CommandBody(form[CommandField].ToString(), DeskPictures.Describe(form, OptionsOf(form), picture));
        if (body is CommandBody { Command: var name } && catalog.Find(name) is null)
            return TypedResults.BadRequest();

        var id = form[IdField].ToString() is { Length: 32 } given && given.All(char.IsAsciiHexDigitLower) ? given : Guid.NewGuid().ToString("N");
        var answer = await access.DoAsync(user, $"{user.Visitor.Author}/{id}", body, ct, picture);
        // Whoever has seen what a feed would post can follow it from there.
        var follow = body is CommandBody { Command: "feeds check" } ? form["url"].ToString() : null;
        return await ShowAnswerAsync(http, user, SectionOf(form[CommandField].ToString()), answer, form[CommandField].ToString(), follow);
    });

    /// <summary>Creates a code with which a server or room joins.</summary>
    private static Task<IResult> CodeAsync(HttpContext http, Membership membership, CancellationToken ct) => OnFormAsync(http, async (user, _) =>
        await ShowSecretAsync(http, user, "code.intro", $"setup {await membership.NewCodeAsync(Community.FirstId, ct)}"));

    /// <summary>Creates an invitation to the web room.</summary>
    private static Task<IResult> InviteAsync(HttpContext http, Invitations invitations, SiteAddress site, CancellationToken ct) => OnFormAsync(http, async (user, _) =>
        await ShowSecretAsync(http, user, "invite.intro", new Uri(site(), Invitations.PathOf(await invitations.CreateAsync(ct))).AbsoluteUri));

    internal static Task<IResult> ShowSecretAsync(HttpContext http, DeskUser user, [TextKey(typeof(DeskTexts))] string intro, string secret) => ShowAnswerAsync(
        http, user, DeskSection.Community,
        new Reply([new Paragraph(DeskTexts.All[user.Language, intro]), new Paragraph([new Code(secret)])]) { Language = user.Language });

    internal static Task<IResult> ShowAnswerAsync(HttpContext http, DeskUser user, DeskSection section, Reply answer, string command = "", string? follow = null) =>
        PageRenderer.RenderAsync<AnswerPage>(http, new Dictionary<string, object?>
        {
            [nameof(AnswerPage.Frame)] = FrameOf(http, user, section),
            [nameof(AnswerPage.Section)] = section,
            [nameof(AnswerPage.Answer)] = answer,
            [nameof(AnswerPage.Command)] = command,
            [nameof(AnswerPage.Follow)] = follow,
        });

    private static async Task<IResult> SessionsAsync(HttpContext http, DeskAccess access, SessionTable sessions, PasskeyTable passkeys, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is not { } user)
            return await SignInFirstAsync(http);
        return await PageRenderer.RenderAsync<SessionsPage>(http, new Dictionary<string, object?>
        {
            [nameof(SessionsPage.Frame)] = FrameOf(http, user, DeskSection.Community),
            [nameof(SessionsPage.Sessions)] = await sessions.AllAsync(ct),
            [nameof(SessionsPage.Own)] = user.Session.Id,
            [nameof(SessionsPage.Passkeys)] = (IReadOnlyList<ShownPasskey>)[.. (await passkeys.AllAsync(ct)).Select(p => p.Shown)],
            [nameof(SessionsPage.HasPasskeys)] = PasskeySignIn.IsOfferedTo(http),
        });
    }

    private static Task<IResult> EndAsync(HttpContext http, SessionTable sessions, CancellationToken ct) => OnFormAsync(http, async (user, form) =>
    {
        if (long.TryParse(form["session"], System.Globalization.CultureInfo.InvariantCulture, out var id))
            await sessions.EndAsync(id, ct);
        else
            await sessions.EndAllAsync(except: user.Session.Id, ct);
        return TypedResults.LocalRedirect("/desk/sessions");
    });

    /// <summary>Runs what a form orders, if an organizer sends it from a page of the desk. Every form of the desk comes through here.</summary>
    internal static async Task<IResult> OnFormAsync(HttpContext http, Func<DeskUser, IFormCollection, Task<IResult>> run)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<DeskAccess>().FindAsync(http, http.RequestAborted) is not { } user)
            return await SignInFirstAsync(http);
        if (http.Request.ContentLength > MaxFormBytes)
            return await ShowAnswerAsync(http, user, DeskSection.Actions, Reply.Tell(user.Language, DeskTexts.All.Format(user.Language, "form.large", PictureFile.MaxBytes / 1024 / 1024)));
        var form = await http.Request.ReadFormAsync(Limits, http.RequestAborted);
        return services.GetRequiredService<Visitors>().IsFormTokenOf(user.Visitor, form[TokenField])
            ? await run(user, form)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>The options that were filled in, with the names of the command's options.</summary>
    internal static Dictionary<string, string> OptionsOf(IFormCollection form) => form
        .Where(field => !field.Key.StartsWith('_') && !string.IsNullOrWhiteSpace(field.Value))
        .ToDictionary(field => field.Key, field => field.Value.ToString().Trim(), StringComparer.Ordinal);

    private static DeskSection SectionOf(string command) =>
        DeskSection.All.FirstOrDefault(s => s.Forms.Any(f => f.EndsWith(' ') ? command.StartsWith(f, StringComparison.Ordinal) : command == f)) ?? DeskSection.Actions;

    internal static DeskFrame.State FrameOf(HttpContext http, DeskUser user, DeskSection section) => new(
        user.Language,
        http.RequestServices.GetRequiredService<SiteAppearance>().Name,
        section,
        http.RequestServices.GetRequiredService<Visitors>().FormTokenOf(user.Visitor),
        PageLanguage.LinksIn(http, section.Address));

    internal static Task<IResult> SignInFirstAsync(HttpContext http) => PageRenderer.RenderAsync<SignInFirstPage>(
        http,
        new Dictionary<string, object?>
        {
            [nameof(SignInFirstPage.Language)] = PageLanguage.Of(http),
            [nameof(SignInFirstPage.SiteName)] = http.RequestServices.GetRequiredService<SiteAppearance>().Name,
            [nameof(SignInFirstPage.HasPasskeys)] = PasskeySignIn.IsOfferedTo(http),
            [nameof(SignInFirstPage.LinkIn)] = PageLanguage.LinksIn(http, "/desk"),
        },
        StatusCodes.Status401Unauthorized);
}
