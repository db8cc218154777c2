using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Uploads;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Desk.Pages;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// The desk's import and export of facts. A file is uploaded, its columns are assigned, a dry run shows what it would do, and only then
/// it is proposed to a second person.
/// </summary>
internal static class DeskImport
{
    public const string Address = "/desk/facts/import";
    public const string FileField = "file";
    public const string UploadField = "_upload";
    public const string ColumnField = "column";
    public const string NamesField = "names";
    private const int MaxNameLength = 100;
    private const int MaxColumns = 100;

    public static void MapImport(this RouteGroupBuilder desk)
    {
        desk.MapGet("facts/import", StartAsync);
        desk.MapGet("facts/import/{number:int}", PendingAsync);
        desk.MapPost("facts/import", UploadAsync).DisableAntiforgery();
        desk.MapPost("facts/import/check", CheckAsync).DisableAntiforgery();
        desk.MapPost("facts/import/propose", ProposeAsync).DisableAntiforgery();
        desk.MapPost("facts/import/discard", DiscardAsync).DisableAntiforgery();
        desk.MapGet("facts/export/{form}", ExportAsync);
    }

    private static async Task<IResult> StartAsync(HttpContext http, DeskAccess access, CancellationToken ct) =>
        await access.FindAsync(http, ct) is { } user ? await ShowStartAsync(http, user, null) : await DeskEndpoints.SignInFirstAsync(http);

    /// <summary>What a file that waits would do, for whoever is to approve it.</summary>
    private static async Task<IResult> PendingAsync(int number, HttpContext http, DeskAccess access, FactUploads uploads, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is not { } user)
            return await DeskEndpoints.SignInFirstAsync(http);
        if (await uploads.FindPendingAsync(number, user.Language, ct) is not var (preview, decision))
            return TypedResults.LocalRedirect(Address);
        return await PageRenderer.RenderAsync<ImportPreviewPage>(http, new Dictionary<string, object?>
        {
            [nameof(ImportPreviewPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Facts),
            [nameof(ImportPreviewPage.Preview)] = preview,
            [nameof(ImportPreviewPage.Decision)] = decision,
        });
    }

    private static Task<IResult> UploadAsync(HttpContext http, UploadedFiles files, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, form) =>
    {
        if (form.Files[FileField] is not { Length: > 0 } file)
            return await ShowStartAsync(http, user, "import.nofile");
        if (file.Length > FactUpload.MaxBytes)
            return await ShowStartAsync(http, user, "import.large");

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        var upload = new FactUpload(NameOf(file.FileName), bytes.ToArray());
        if (!upload.IsKnownKind)
            return await ShowStartAsync(http, user, "import.kind");
        return await PageRenderer.RenderAsync<ImportColumnsPage>(http, new Dictionary<string, object?>
        {
            [nameof(ImportColumnsPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Facts),
            [nameof(ImportColumnsPage.FileName)] = upload.Name,
            [nameof(ImportColumnsPage.Layout)] = UploadLayout.Of(upload),
            [nameof(ImportColumnsPage.Upload)] = files.Keep(user.Session.Id, upload),
        });
    });

    /// <summary>The dry run.</summary>
    private static Task<IResult> CheckAsync(HttpContext http, UploadedFiles files, FactUploads uploads, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, form) =>
    {
        var token = form[UploadField].ToString();
        if (files.Find(user.Session.Id, token) is not { } upload)
            return await ShowStartAsync(http, user, "import.expired");

        var reading = ReadingOf(form);
        return await PageRenderer.RenderAsync<ImportPreviewPage>(http, new Dictionary<string, object?>
        {
            [nameof(ImportPreviewPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Facts),
            [nameof(ImportPreviewPage.Preview)] = await uploads.PreviewAsync(upload, reading, ct),
            [nameof(ImportPreviewPage.Reading)] = reading,
            [nameof(ImportPreviewPage.Upload)] = token,
        });
    });

    private static Task<IResult> ProposeAsync(HttpContext http, UploadedFiles files, FactUploads uploads, CancellationToken ct) => DeskEndpoints.OnFormAsync(http, async (user, form) =>
    {
        if (files.Take(user.Session.Id, form[UploadField].ToString()) is not { } upload)
            return await ShowStartAsync(http, user, "import.expired");
        var answer = await uploads.ProposeAsync(upload, ReadingOf(form), user.Order("import", new CommandBody("fact propose", new Dictionary<string, string>())), user.Language, ct);
        return await DeskEndpoints.ShowAnswerAsync(http, user, DeskSection.Facts, answer, "fact queue");
    });

    private static Task<IResult> DiscardAsync(HttpContext http, UploadedFiles files) => DeskEndpoints.OnFormAsync(http, (user, form) =>
    {
        files.Discard(user.Session.Id, form[UploadField].ToString());
        return Task.FromResult<IResult>(TypedResults.LocalRedirect(Address));
    });

    /// <summary>Everything that is published, in a form that can be imported again.</summary>
    private static async Task<IResult> ExportAsync(string form, HttpContext http, DeskAccess access, ExportFacts export, CancellationToken ct)
    {
        if (await access.FindAsync(http, ct) is null)
            return await DeskEndpoints.SignInFirstAsync(http);
        var type = form switch { "csv" => "text/csv", "json" => "application/json", "yaml" => "application/yaml", _ => null };
        if (type is null)
            return TypedResults.NotFound();

        await using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await export.RunAsync(text, $"facts.{form}", ct);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), $"{type}; charset=utf-8", $"facts.{form}");
    }

    private static async Task<IResult> ShowStartAsync(HttpContext http, DeskUser user, [TextKey(typeof(DeskTexts))] string? problem) =>
        await PageRenderer.RenderAsync<ImportPage>(http, new Dictionary<string, object?>
        {
            [nameof(ImportPage.Frame)] = DeskEndpoints.FrameOf(http, user, DeskSection.Facts),
            [nameof(ImportPage.Problem)] = problem is null ? null : DeskTexts.All[user.Language, problem],
            [nameof(ImportPage.Waiting)] = await http.RequestServices.GetRequiredService<FactUploads>().PendingAsync(http.RequestAborted),
        });

    private static UploadReading ReadingOf(IFormCollection form)
    {
        var columns = form[ColumnField];
        return new UploadReading(
            columns.Count == 0 ? null : [.. columns.Take(MaxColumns).Select(column => UploadLayout.KnownColumns.Contains(column ?? "", StringComparer.Ordinal) ? column! : "")],
            form[NamesField] == "yes");
    }

    /// <summary>The bare name of a file: browsers may send a path, and people may send anything.</summary>
    private static string NameOf(string given)
    {
        var name = SafeText.Clean(given[(given.LastIndexOfAny(['/', '\\']) + 1)..]).Trim();
        // The ending decides how the file is read, so it is the beginning that is cut.
        return name.Length > MaxNameLength ? name[^MaxNameLength..] : name;
    }
}
