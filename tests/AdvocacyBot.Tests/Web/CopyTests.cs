using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Citations are copied with a button, and can be selected where no script runs.</summary>
public sealed class CopyTests
{
    [BrowserFact]
    public async Task A_citation_is_copied_with_the_keyboard_in_each_language()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        await using var browser = await Browser.StartAsync();
        foreach (var (locale, name, done) in new[] { ("en-CA", "Copy: BibTeX", "Copied"), ("fr-CA", "Copier: BibTeX", "Copié"), ("es-PE", "Copiar: BibTeX", "Copiado") })
        {
            var page = await browser.PersonAsync(360, locale: locale);
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await page.GotoAsync($"{visitor.BaseAddress}f/F-0012");

            var button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await button.FocusAsync();
            await page.Keyboard.PressAsync("Enter");

            await Expect(page.GetByText(done, new() { Exact = true })).ToBeVisibleAsync();
            Assert.StartsWith("@misc{F-0012,", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
            await page.Context.CloseAsync();
        }

        var plain = await browser.PersonAsync(360, scripts: false);
        await plain.GotoAsync($"{visitor.BaseAddress}f/F-0012");
        await Expect(plain.GetByLabel("BibTeX", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(plain.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }
}
