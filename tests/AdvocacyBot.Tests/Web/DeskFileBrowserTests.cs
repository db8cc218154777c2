using System.Text;
using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>What an organizer sees who imports facts, adds a picture, examines the group and makes a backup, at 320 and 1280 px.</summary>
public sealed class DeskFileBrowserTests
{
    private const string Spreadsheet =
        """
        Topic;Year;Country;Value;Unit;Scope;Publisher;Title;Link
        evictions;2022;Peru;1 200;households;households evicted;Housing Watch;Evictions;https://example.org/a
        evictions;sometime;Peru;1 350;households;households evicted in a very long sentence that has to be wrapped on a narrow screen;Housing Watch;Evictions;https://example.org/b
        """;

    [AxeFact]
    public async Task Files_pictures_check_up_and_backups_in_three_languages()
    {
        using var folder = new TemporaryFolder();
        await using var scene = await PublicScene.StartAsync(new Dictionary<string, string?> { ["Backups:Folder"] = folder.Path });
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        await using var browser = await Browser.StartAsync();
        foreach (var (width, colours, locale) in new[] { (320, ColorScheme.Dark, "es-MX"), (1280, ColorScheme.Light, "fr-CA"), (320, ColorScheme.Light, "en-CA") })
        {
            var page = await browser.OrganizerAsync(scene, width, colours, locale);
            var trouble = page.Trouble();
            var site = scene.Organizer.BaseAddress!;
            await page.GotoAsync($"{site}desk/facts");
            await page.Locator("a[href='/desk/facts/import']").ClickAsync();
            await LookAsync(page, $"import-{width}-{locale}");
            await page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "evictions.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Spreadsheet) });
            await page.Locator("form[enctype] button").ClickAsync();
            await Expect(page.Locator("#column-1")).ToHaveValueAsync("when");
            await LookAsync(page, $"import-columns-{width}-{locale}");
            await page.Locator("#new-names").CheckAsync();
            await page.Locator("form[action$='/check'] button").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
            await LookAsync(page, $"import-preview-{width}-{locale}");
            await page.Locator("form[action$='/discard'] button").ClickAsync();
            await Expect(page.Locator("#import-file")).ToBeVisibleAsync();

            // Whoever goes on at this pace would be asked to wait.
            scene.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
            await page.GotoAsync($"{site}desk/actions/1");
            await page.Locator("#action-upload").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = SomePictures.Png });
            await page.Locator("#action-alt").FillAsync("Una pancarta");
            await page.Locator("form[enctype] button").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Una pancarta");
            await LookAsync(page, $"picture-{width}-{locale}");

            scene.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
            await page.GotoAsync($"{site}desk/community");
            await page.Locator("form[action='/desk/backup'] button").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("advocacybot-2026-05-04.db");
            await page.GotoAsync($"{site}desk/community");
            await LookAsync(page, $"backups-{width}-{locale}");
            await page.Locator("form[action='/desk/doctor'] button").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("master key");
            await LookAsync(page, $"doctor-{width}-{locale}");
            Assert.Empty(trouble);
        }
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await Screenshots.KeepAsync(page, name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is too wide");
        Assert.Empty(await Axe.ViolationsAsync(page));
    }
}
