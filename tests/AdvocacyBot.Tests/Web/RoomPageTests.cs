using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The room's page in a real browser: its width, its focus, and what assistive technology makes of it.</summary>
public sealed class RoomPageTests(RoomScene scene) : IClassFixture<RoomScene>
{
    [BrowserFact]
    public async Task No_reply_makes_the_page_wider_than_the_screen()
    {
        foreach (var width in (int[])[320, 390, 768, 1600])
        {
            var page = await scene.OpenAsync(width);
            var tooWide = await page.EvaluateAsync<string[]>(
                """
                () => [document.documentElement, document.body, document.getElementById("log")].filter(e => e.scrollWidth > e.clientWidth).map(e => e.tagName + " " + e.scrollWidth)
                  .concat([...document.querySelectorAll(".message")].filter(m => m.scrollWidth > m.clientWidth || m.getBoundingClientRect().right > innerWidth).map(m => m.textContent.slice(0, 80)))
                """);
            Assert.True(tooWide.Length == 0, $"{width}: {string.Join("; ", tooWide)}");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('#say button').getBoundingClientRect().right <= innerWidth"), $"{width}: Send");
            await page.Context.CloseAsync();
        }
    }

    [AxeFact]
    public async Task Axe_finds_nothing_in_light_and_dark_on_a_phone_and_a_desk()
    {
        foreach (var (width, colours, locale) in new[] { (320, ColorScheme.Light, "en-CA"), (1600, ColorScheme.Dark, "fr-CA") })
        {
            var page = await scene.OpenAsync(width, colours: colours, locale: locale);
            await Screenshots.KeepAsync(page, $"room-{width}");
            Assert.Empty(await Axe.ViolationsAsync(page));
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task Pressing_a_button_keeps_the_focus_on_it_and_so_does_an_edit()
    {
        var page = await scene.OpenAsync();
        var going = page.GetByRole(AriaRole.Button, new() { Name = "Going", Exact = true }).First;
        await going.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("You're going").Last).ToBeVisibleAsync();
        await Expect(going).ToBeFocusedAsync();

        var announcement = (await scene.Organizer.ReadRoomAsync()).First(m => !m.Private && m.Choices.Length > 0);
        var history = scene.Bot.Services.GetRequiredService<RoomHistory>();
        var reply = (await history.FindAsync(announcement.Id, new("nobody", "nobody", "nobody"), CancellationToken.None))!.Reply;
        await history.EditAsync(announcement.Id, reply with { Title = "Stop CANSEC, changed" }, CancellationToken.None);

        await Expect(page.GetByText("Stop CANSEC, changed").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Going", Exact = true }).First).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task The_first_tab_stop_leads_to_the_message_field()
    {
        var page = await scene.OpenAsync();

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#text")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Every_link_says_where_it_leads()
    {
        var page = await scene.OpenAsync();

        var names = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#messages a')].map(a => a.firstChild.textContent)");

        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name => name is "link" or "lien" or "enlace" or "here");
    }

    [BrowserFact]
    public async Task Times_are_short_and_the_readers_own_time_is_added_only_where_it_differs()
    {
        var page = await scene.OpenAsync();
        await Expect(page.GetByText("Sun, May 31, 2099, 7:00 AM", new() { Exact = true }).First).ToBeVisibleAsync();

        var elsewhere = await page.Context.Browser!.NewContextAsync(new() { Locale = "en-US", TimezoneId = "Europe/Paris" });
        var reader = await elsewhere.NewPageAsync();
        await reader.GotoAsync(scene.Organizer.BaseAddress!.ToString());
        await Expect(reader.GetByText("Sun, May 31, 2099, 7:00 AM, Toronto time (1:00 PM for you)").First).ToBeVisibleAsync();
        await elsewhere.CloseAsync();
    }

    [BrowserFact]
    public async Task Times_of_elsewhere_name_the_place_in_the_readers_language()
    {
        foreach (var (locale, expected) in new[] { ("fr-CA", "heure de Toronto"), ("es-PE", "hora de Toronto") })
        {
            var elsewhere = await scene.Browser.PersonAsync(1000, locale: locale);
            await elsewhere.Context.CloseAsync();
            var context = await elsewhere.Context.Browser!.NewContextAsync(new() { Locale = locale, TimezoneId = "Europe/Paris" });
            var reader = await context.NewPageAsync();
            await reader.GotoAsync(scene.Organizer.BaseAddress!.ToString());
            await Expect(reader.Locator(".message time", new() { HasTextString = expected }).First).ToBeVisibleAsync();
            await context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_switch_in_another_tab_leaves_the_language_of_this_one()
    {
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(30));
        var page = await scene.OpenAsync(asOrganizer: false);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{scene.Organizer.BaseAddress}?lang=es");
        await Expect(other.Locator("html")).ToHaveAttributeAsync("lang", "es");

        await page.Locator("#text").FillAsync("/frobnicate the page");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".message.private", new() { HasText = "frobnicate" }).Last).ToBeVisibleAsync();
        await Expect(page.Locator(".message div[lang=es]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_message_that_grows_keeps_the_end_in_sight()
    {
        var page = await scene.OpenAsync();
        var last = (await scene.Organizer.ReadRoomAsync()).Last(m => m is { Private: false, Author: "bot" });
        await page.EvaluateAsync("document.getElementById('log').scrollTop = 1e9");
        var history = scene.Bot.Services.GetRequiredService<RoomHistory>();
        var reply = (await history.FindAsync(last.Id, new("nobody", "nobody", "nobody"), CancellationToken.None))!.Reply;

        await history.EditAsync(last.Id, reply with { Title = $"It grew {string.Join(' ', Enumerable.Repeat("and grew", 200))}" }, CancellationToken.None);

        await Expect(page.GetByText("It grew and grew").First).ToBeAttachedAsync();
        await page.WaitForFunctionAsync("() => { const log = document.getElementById('log'); return log.scrollHeight - log.scrollTop - log.clientHeight < 80; }");
        await history.EditAsync(last.Id, reply, CancellationToken.None);
    }

    [BrowserFact]
    public async Task Shift_and_enter_begin_a_new_line_and_an_address_becomes_a_link()
    {
        var page = await scene.OpenAsync(asOrganizer: false);
        await page.Locator("#text").ClickAsync();
        await page.Keyboard.TypeAsync("Look at");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("https://example.org/page. Thanks!");
        await page.Keyboard.PressAsync("Enter");

        var own = page.Locator(".message.own p:not(.by)").Last;
        await Expect(own.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://example.org/page");
        Assert.Contains("Look at\n", await own.InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_link_on_another_site_does_not_cost_a_member_their_identity()
    {
        var page = await scene.OpenAsync();
        await Expect(page.Locator(".badge")).ToBeVisibleAsync();

        // A page of another origin.
        await page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<a href=\"{scene.Organizer.BaseAddress}\">room</a>",
        }));
        await page.GotoAsync("http://elsewhere.example/");
        await page.GetByText("room").ClickAsync();

        await Expect(page.Locator(".badge")).ToBeVisibleAsync();
    }
}
