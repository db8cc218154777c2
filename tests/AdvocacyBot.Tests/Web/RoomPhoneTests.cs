using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>On a phone, the messages have nearly half of the screen, whatever stands above and below them.</summary>
public sealed class RoomPhoneTests
{
    private const string Share = "document.getElementById('log').clientHeight / innerHeight";

    [BrowserFact]
    public async Task Messages_keep_nearly_half_of_a_phones_screen_beside_notices_steps_strip_and_examples()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        await scene.AnnounceAsync("\"A march with a title that is rather long for a phone\" 2027-05-31 07:00 America/Toronto at \"City Hall, Ottawa\" open");
        await scene.SayAsync("room slow 2s");

        foreach (var locale in (string[])["en-CA", "fr-CA", "es-PE"])
        {
            var page = await browser.OrganizerAsync(scene, 360, locale: locale);
            await page.SetViewportSizeAsync(360, 740);
            await page.GotoAsync(scene.Organizer.BaseAddress!.ToString());
            await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
            foreach (var part in (string[])["#coming", "div.notice", ".steps", ".examples"])
                await Expect(page.Locator(part)).ToBeVisibleAsync();
            Assert.InRange(await page.EvaluateAsync<double>(Share), 0.45, 1);
            Assert.InRange(await page.EvaluateAsync<double>("document.getElementById('coming').clientHeight"), 44, 56);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), locale);

            await page.SetViewportSizeAsync(320, 420);
            Assert.InRange(await page.EvaluateAsync<double>(Share), 0.4, 1);
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_notice_is_hidden_with_the_keyboard_and_stays_hidden_until_it_says_something_else()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        await scene.SayAsync("room slow 2s");
        var page = await browser.OrganizerAsync(scene, 360);
        await page.GotoAsync(scene.Organizer.BaseAddress!.ToString());

        var hide = page.GetByRole(AriaRole.Button, new() { Name = "Hide" });
        await hide.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("div.notice")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToBeFocusedAsync();

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        await Expect(page.Locator("div.notice")).ToBeHiddenAsync();

        await scene.SayAsync("room slow 30s");
        await page.ReloadAsync();
        await Expect(page.Locator("div.notice")).ToBeVisibleAsync();
    }
}
