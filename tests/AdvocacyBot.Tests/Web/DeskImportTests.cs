using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Uploads;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>Files of facts are imported at the desk: columns are assigned, a dry run shows the effect, a second person approves.</summary>
public sealed partial class DeskImportTests
{
    private const string Spreadsheet =
        """
        Thème;Année;Pays;Lieu;Valeur;Unité;Scope;Éditeur;Titre;Lien;Comment
        evictions;2022;Peru;Callao;1 200;households;households evicted;Housing Watch;Evictions, a report;https://example.org/e?a=1;mine
        evictions;2023;Peru;Callao;1 350;households;households evicted;Housing Watch;Evictions, a report;https://example.org/e?a=2;mine
        """;

    private static readonly MemberRef Ana = new("fake", "ana");
    private static readonly MemberRef Ben = new("fake", "ben");

    [Fact]
    public async Task A_spreadsheet_is_looked_at_checked_proposed_and_approved_by_somebody_else()
    {
        await using var bot = await StartAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);
        using var ben = await bot.SignInAsChatAsync(Ben);

        var columns = (await UploadAsync(ana, "evictions.csv", Spreadsheet)).Html;
        Assert.Contains("semicolon", columns, StringComparison.Ordinal);
        Assert.Contains("UTF-8", columns, StringComparison.Ordinal);
        Assert.Equal(["topic", "when", "subjects", "places", "value", "unit", "scope.en", "publisher", "title", "url", ""], Chosen(columns));
        Assert.Contains("1 200 · 1 350", columns, StringComparison.Ordinal);

        var upload = Upload().Match(columns).Groups["token"].Value;
        (string, string)[] reading = [("_upload", upload), ("names", "yes"), .. Chosen(columns).Select(column => ("column", column))];
        var preview = (await ana.SendAsync("/desk/facts/import/check", reading)).Html;
        Assert.Contains("evictions · 2022 · 1 200 households", preview, StringComparison.Ordinal);
        Assert.Contains("Line 2, column 1:", preview, StringComparison.Ordinal);
        Assert.Contains("Propose the file", preview, StringComparison.Ordinal);
        Assert.Empty(await PendingAsync(bot));

        var proposed = (await ana.SendAsync("/desk/facts/import/propose", reading)).Html;
        Assert.Contains("N-0001", proposed, StringComparison.Ordinal);
        Assert.Equal("evictions.csv", Assert.Single(await PendingAsync(bot)).FileName);
        Assert.Contains("facts import", PlainText.Write(await bot.SayAsync("log", Ben, organizer: true)), StringComparison.Ordinal);
        Assert.Contains("no longer there", (await ana.SendAsync("/desk/facts/import/propose", reading)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("1,350", PlainText.Write(await bot.SayAsync("evictions Peru 2023", Some.Member)), StringComparison.Ordinal);

        Assert.Contains("/desk/facts/import/1", await ben.GetStringAsync("/desk/facts"), StringComparison.Ordinal);
        Assert.Contains("evictions · 2023 · 1 350 households", WebUtility.HtmlDecode(await ben.GetStringAsync("/desk/facts/import/1")), StringComparison.Ordinal);
        Assert.Contains("another organizer", (await ana.SendAsync("/desk/do", ("_choice", "fact:approve:N-0001:1"))).Html, StringComparison.Ordinal);
        Assert.Contains("N-0001 is done", (await ben.SendAsync("/desk/do", ("_choice", "fact:approve:N-0001:1"))).Html, StringComparison.Ordinal);
        Assert.Contains("1,350", PlainText.Write(await bot.SayAsync("evictions Peru 2023", Some.Member)), StringComparison.Ordinal);
        Assert.Empty(await PendingAsync(bot));
    }

    [Fact]
    public async Task The_dry_run_shows_errors_changes_and_conflicts_with_their_lines_and_stores_nothing()
    {
        await using var bot = await StartAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);
        await ImportAsync(bot, ana, "evictions.csv", Spreadsheet);

        var export = await ana.GetStringAsync("/desk/facts/export/csv");
        var changed = export.Replace("1 350", "1 400", StringComparison.Ordinal);
        var preview = await CheckAsync(ana, "facts.csv", changed);
        Assert.Contains("<del>1 350</del> → <ins>1 400</ins>", preview, StringComparison.Ordinal);
        Assert.Contains("Propose the file", preview, StringComparison.Ordinal);

        var differing = await CheckAsync(ana, "evictions.csv", Spreadsheet.Replace("1 350", "1 500", StringComparison.Ordinal));
        Assert.Matches("Line 3, column [0-9]+:</strong> .*F-0002", differing);

        var wrong = await CheckAsync(ana, "evictions.csv", Spreadsheet.Replace("2023;Peru", "last year;Peru", StringComparison.Ordinal));
        Assert.Contains("Line 3, column 11:", wrong, StringComparison.Ordinal);
        Assert.Contains("nothing of it can be imported", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("Propose the file", wrong, StringComparison.Ordinal);
        Assert.Empty(await PendingAsync(bot));
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task What_is_exported_can_be_imported_again_and_changes_nothing(string form)
    {
        await using var bot = await StartAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);
        await ImportAsync(bot, ana, "evictions.csv", Spreadsheet);

        var preview = await CheckAsync(ana, $"facts.{form}", await ana.GetStringAsync($"/desk/facts/export/{form}"));

        Assert.Matches(@"<dt>Already stored</dt>\s*<dd>2</dd>", preview);
        Assert.Matches(@"<dt>Errors</dt>\s*<dd>0</dd>", preview);
    }

    [Theory]
    [InlineData("notes.txt", "x", "must end in .csv")]
    [InlineData("empty.csv", "", "Choose a file")]
    [InlineData("broken.yaml", "facts: [", "nothing of it can be imported")]
    public async Task A_file_that_cannot_be_used_is_refused_with_a_sentence(string name, string text, string expected)
    {
        await using var scene = await PublicScene.StartAsync();

        var page = (await UploadAsync(scene.Organizer, name, text)).Html;
        if (Upload().Match(page) is { Success: true } upload)
            page = (await scene.Organizer.SendAsync("/desk/facts/import/check", ("_upload", upload.Groups["token"].Value))).Html;

        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_written_nowhere()
    {
        await using var scene = await PublicScene.StartAsync();

        Assert.Contains("larger than 1 MB", (await UploadAsync(scene.Organizer, "large.csv", new string('x', FactUpload.MaxBytes + 1))).Html, StringComparison.Ordinal);
        Assert.Contains("larger than 5 MB", (await UploadAsync(scene.Organizer, "huge.csv", new string('x', 6 * 1024 * 1024))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_belongs_to_its_session_and_is_gone_after_half_an_hour()
    {
        await using var bot = await StartAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);
        using var ben = await bot.SignInAsChatAsync(Ben);
        var upload = Upload().Match((await UploadAsync(ana, "evictions.csv", Spreadsheet)).Html).Groups["token"].Value;

        Assert.Contains("no longer there", (await ben.SendAsync("/desk/facts/import/check", ("_upload", upload))).Html, StringComparison.Ordinal);
        Assert.Contains("What would happen", (await ana.SendAsync("/desk/facts/import/check", ("_upload", upload))).Html, StringComparison.Ordinal);
        bot.Clock.Advance(UploadedFiles.Lifetime);
        Assert.Contains("no longer there", (await ana.SendAsync("/desk/facts/import/check", ("_upload", upload))).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(bot.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), file => File.ReadAllText(file).Contains("Callao", StringComparison.Ordinal));
    }

    [Fact]
    public void Uploads_are_limited_in_number_and_one_session_has_one()
    {
        var files = new UploadedFiles(new FakeClock());
        var tokens = Enumerable.Range(0, UploadedFiles.MaxCount + 1).Select(session => files.Keep(session, new FactUpload("a.csv", []))).ToList();
        Assert.Null(files.Find(0, tokens[0]));
        Assert.NotNull(files.Find(1, tokens[1]));

        files.Keep(1, new FactUpload("b.csv", []));
        Assert.Null(files.Find(1, tokens[1]));
    }

    /// <summary>A day after the organizers' place has joined, so that they count as two people.</summary>
    private static async Task<BotHarness> StartAsync()
    {
        var bot = await BotHarness.StartAsync();
        await bot.OpenEndpointsAsync();
        bot.Clock.Advance(TimeSpan.FromHours(25));
        return bot;
    }

    private static async Task ImportAsync(BotHarness bot, HttpClient ana, string name, string text)
    {
        var columns = (await UploadAsync(ana, name, text)).Html;
        await ana.SendAsync("/desk/facts/import/propose", [("_upload", Upload().Match(columns).Groups["token"].Value), ("names", "yes"), .. Chosen(columns).Select(c => ("column", c))]);
        await bot.SayAsync("fact approve N-0001 1", Ben, organizer: true);
    }

    private static async Task<string> CheckAsync(HttpClient ana, string name, string text)
    {
        var columns = (await UploadAsync(ana, name, text)).Html;
        return (await ana.SendAsync("/desk/facts/import/check", [("_upload", Upload().Match(columns).Groups["token"].Value), .. Chosen(columns).Select(c => ("column", c))])).Html;
    }

    private static Task<(HttpStatusCode Status, string Html)> UploadAsync(HttpClient organizer, string name, string text) =>
        organizer.SendFileAsync("/desk/facts/import", ("file", name, Encoding.UTF8.GetBytes(text)));

    private static Task<IReadOnlyList<PendingUpload>> PendingAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<FactUploads>().PendingAsync(CancellationToken.None));

    /// <summary>The column that is selected for each column of the file.</summary>
    private static List<string> Chosen(string html) =>
        [.. Select().Matches(html).Select(select => Selected().Match(select.Value) is { Success: true } option ? option.Groups["column"].Value : "")];

    [GeneratedRegex("name=\"_upload\" value=\"(?<token>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Upload();

    [GeneratedRegex("<select id=\"column-[^§]*?</select>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"(?<column>[^\"]*)\" selected", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Selected();
}
