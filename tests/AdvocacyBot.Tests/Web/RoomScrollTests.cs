using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The room's page over a long history, and while nobody looks at it.</summary>
public sealed class RoomScrollTests
{
    [BrowserFact]
    public async Task Earlier_messages_are_fetched_with_the_keyboard_each_once_and_the_focus_is_on_the_first()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var history = bot.Services.GetRequiredService<RoomHistory>();
        for (var i = 1; i <= 450; i++)
            await history.AddAsync(new NewMessage(Reply.Say(Language.English, $"message number {i}."), "somebody"), CancellationToken.None);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PersonAsync();
        await page.GotoAsync(visitor.BaseAddress!.ToString());
        await Expect(page.Locator(".message")).ToHaveCountAsync(200);

        foreach (var (count, first) in new[] { (400, "message number 51."), (450, "message number 1.") })
        {
            await page.Locator("#earlier").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".message")).ToHaveCountAsync(count);
            await Expect(page.Locator(".message:focus")).ToContainTextAsync(first);
        }

        await Expect(page.Locator("#earlier")).ToBeHiddenAsync();
        await Expect(page.Locator("#log")).ToHaveAttributeAsync("aria-busy", "false");
        Assert.Equal(450, await page.EvaluateAsync<int>("new Set([...document.querySelectorAll('.message')].map(m => m.id)).size"));
    }

    [BrowserFact]
    public async Task The_title_counts_what_comes_while_the_page_is_hidden()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PersonAsync();
        await page.AddInitScriptAsync("window.away = false; Object.defineProperty(document, 'hidden', { get: () => window.away });");
        await page.GotoAsync(visitor.BaseAddress!.ToString());
        await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        var title = await page.TitleAsync();

        await page.EvaluateAsync("window.away = true");
        await visitor.SayInRoomAsync("Hello everybody");
        await Expect(page.GetByText("Hello everybody")).ToBeVisibleAsync();
        Assert.Equal($"(1) {title}", await page.TitleAsync());

        await page.EvaluateAsync("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
        Assert.Equal(title, await page.TitleAsync());
    }
}
