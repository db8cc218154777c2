using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>What a person sees when the bot cannot be reached, and what the page keeps for that.</summary>
public sealed class OfflineTests
{
    [Fact]
    public async Task The_worker_is_at_the_root_and_the_offline_page_speaks_three_languages_and_sets_no_cookie()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var worker = await visitor.GetAsync("/sw.js");
        Assert.Equal("text/javascript", worker.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", worker.Headers.CacheControl!.ToString());
        using var page = await visitor.GetAsync("/assets/offline.html");
        var html = await page.Content.ReadAsStringAsync();
        Assert.All((string[])["Offline", "Hors ligne", "Sin conexión", "lang=\"fr\"", "lang=\"es\""], text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.False(page.Headers.Contains("Set-Cookie"));
        foreach (var icon in (string[])["/assets/icon-192.png", "/assets/icon-512.png", "/assets/icon.svg"])
            Assert.StartsWith("image/", (await visitor.GetAsync(icon)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [AxeFact]
    public async Task Without_a_connection_the_room_says_so_once_and_a_reload_shows_the_offline_page()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PersonAsync(320, 740, ColorScheme.Dark, "es-MX");
        await page.GotoAsync(scene.Organizer.BaseAddress!.ToString());
        await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        await scene.SayAsync("Nobody keeps this sentence");
        await Expect(page.GetByText("Nobody keeps this sentence")).ToBeVisibleAsync();
        await page.EvaluateAsync("navigator.serviceWorker.ready");

        // Its cache holds nothing of what anybody has read.
        Assert.Equal(
            ["/assets/base.css", "/assets/icon.svg", "/assets/offline.html"],
            await page.EvaluateAsync<string[]>(
                "async () => { const all = []; for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname); return all.sort(); }"));

        await page.EvaluateAsync(
            "() => { window.said = []; new MutationObserver(() => said.push(document.getElementById('offline').textContent)).observe(document.getElementById('offline'), { childList: true, characterData: true, subtree: true }); }");
        await scene.Bot.StopAsync();
        var line = page.Locator("#offline");
        await Expect(line).ToHaveTextAsync("Se perdió la conexión; intentando de nuevo…");
        // Two more attempts fail meanwhile.
        await page.WaitForRequestFinishedOrFailedAsync("/api/room/events", 2);
        Assert.Equal(["Se perdió la conexión; intentando de nuevo…"], await page.EvaluateAsync<string[]>("said"));
        await Screenshots.KeepAsync(page, "offline-line");
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sin conexión" })).ToBeVisibleAsync();
        await Screenshots.KeepAsync(page, "offline-page");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.card')).backgroundColor"));
        Assert.Empty(await Axe.ViolationsAsync(page));
    }
}

/// <summary>Waits for requests of a page.</summary>
internal static class PageRequests
{
    /// <summary>Waits until requests of a path have ended so many times from now on.</summary>
    public static async Task WaitForRequestFinishedOrFailedAsync(this IPage page, string path, int times)
    {
        var left = times;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.RequestFailed += Count;
        await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
        page.RequestFailed -= Count;

        void Count(object? sender, IRequest request)
        {
            if (request.Url.Contains(path, StringComparison.Ordinal) && Interlocked.Decrement(ref left) == 0)
                done.TrySetResult();
        }
    }
}
