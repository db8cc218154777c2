using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web.Desk.Pages;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// The desk's examination and backups. Organizers examine their own community. The host and its backups, which hold the data of every
/// community, are for its operator: whoever has signed in with the console's link or one that such a person has passed on, never with a
/// chat account. No backup can be downloaded.
/// </summary>
internal static class DeskHost
{
    public static void MapHost(this RouteGroupBuilder desk)
    {
        desk.MapPost("doctor", ExamineAsync).DisableAntiforgery();
        desk.MapPost("backup", BackUpAsync).DisableAntiforgery();
    }

    /// <summary>The host's backups for its operator; null for anybody else.</summary>
    public static BackupList? BackupsFor(DeskUser user, IServiceProvider services) => user.IsOperator ? services.GetRequiredService<BackupList>() : null;

    private static Task<IResult> ExamineAsync(HttpContext http, DeskDoctor doctor, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, _) =>
        await PageRenderer.RenderAsync<DoctorPage>(http, new Dictionary<string, object?>
        {
            [nameof(DoctorPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Community),
            [nameof(DoctorPage.Findings)] = await doctor(user.IsOperator, ct),
        }));

    private static Task<IResult> BackUpAsync(HttpContext http, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, _) =>
    {
        if (BackupsFor(user, http.RequestServices) is not { } backups)
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var isWritten = await backups.WriteNowAsync(ct);
        var language = user.Language;
        var text = isWritten ? DeskTexts.All.Format(language, "backup.written", backups.Read()[0].Name) : DeskTexts.All[language, "backup.failed"];
        return await DeskEndpoints.ShowAnswerAsync(http, user, DeskSection.Community, Reply.Tell(language, text));
    });
}
