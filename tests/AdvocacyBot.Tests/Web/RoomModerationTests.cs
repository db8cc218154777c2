using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room.Moderation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Organizers mute, slow down and close the web room; the bot keeps answering everybody, and organizers are never stopped.</summary>
public sealed class RoomModerationTests
{
    [Fact]
    public async Task A_muted_member_reaches_nobody_but_the_bot_until_the_time_is_over()
    {
        await using var scene = await PublicScene.StartAsync();
        using var ana = scene.Bot.Visit();
        using var other = scene.Bot.Visit();
        await ana.SayInRoomAsync("hello all");
        var (tag, count) = ((await other.ReadRoomAsync())[^1].Author, (await other.ReadRoomAsync()).Length);

        Assert.Contains("hidden from the others for 2 hours", await OrderAsync(scene, $"room mute {tag} 2h"), StringComparison.Ordinal);
        Assert.Contains($"Muted: {tag}", await OrderAsync(scene, "room rules"), StringComparison.Ordinal);
        Assert.Contains("for another 2 hours", await RefusedAsync(ana, "me again", HttpStatusCode.Forbidden), StringComparison.Ordinal);

        // What is for the bot is answered, and neither words nor answer reach the others. Data rights stay.
        var asked = await ana.SayInRoomAsync("actions");
        Assert.All(await ana.ReadRoomAsync(asked - 1), m => Assert.True(m.Private));
        await ana.SayInRoomAsync("my data");
        Assert.Contains("for another 2 hours", (await ana.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);
        Assert.Equal(count, (await other.ReadRoomAsync()).Length);

        scene.Bot.Clock.Advance(TimeSpan.FromHours(2));
        var said = await ana.SayInRoomAsync("me again");
        Assert.Equal(said, (await other.ReadRoomAsync())[^1].Id);
    }

    [Fact]
    public async Task A_mute_ends_by_an_order_and_by_forget_me_and_takes_a_name_or_letters_that_somebody_has()
    {
        await using var scene = await PublicScene.StartAsync();
        using var ana = scene.Bot.Visit();
        await ana.SayInRoomAsync("hello all");
        await ana.PostAsJsonAsync("/api/room/name", new { name = "Ana María" });

        Assert.Contains("Nobody in the web room", await OrderAsync(scene, "room mute nobody"), StringComparison.Ordinal);
        Assert.Contains("do not understand that time", await OrderAsync(scene, "room mute \"ana maria\" 91 days"), StringComparison.Ordinal);
        Assert.Contains("for 1 hour", await OrderAsync(scene, "room mute \"ana maria\""), StringComparison.Ordinal);
        await RefusedAsync(ana, "me again", HttpStatusCode.Forbidden);
        Assert.Contains("not muted any more", await OrderAsync(scene, "room mute \"ana maria\" off"), StringComparison.Ordinal);
        await ana.SayInRoomAsync("me again");

        await OrderAsync(scene, "room mute \"ana maria\" 1 day");
        await ana.SayInRoomAsync("forget me");
        await ana.SayInRoomAsync("hello once more");
        Assert.Contains("Nobody is muted", await OrderAsync(scene, "room rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_mode_asks_members_to_wait_and_organizers_not()
    {
        await using var scene = await PublicScene.StartAsync();
        using var ana = scene.Bot.Visit();

        await OrderAsync(scene, "room slow 30s");
        Assert.Contains((await ana.ReadRoomAsync()), m => m is { Private: false, Author: "bot" } && m.Text.Contains("wait 30 seconds", StringComparison.Ordinal));
        Assert.Contains("wait 30 seconds between", await ana.GetStringAsync("/"), StringComparison.Ordinal);

        await ana.SayInRoomAsync("hello all");
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("again in 20 seconds", await RefusedAsync(ana, "and more", HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        scene.Bot.Clock.Advance(TimeSpan.FromSeconds(20));
        await ana.SayInRoomAsync("and more");
        await scene.Organizer.SayInRoomAsync("hello from an organizer");
        await scene.Organizer.SayInRoomAsync("and more from an organizer");

        await OrderAsync(scene, "room slow off");
        await ana.SayInRoomAsync("and at once");
    }

    [Fact]
    public async Task A_closed_room_tells_each_reader_in_their_language_and_stays_so_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
        {
            using var organizer = await bot.OpenEndpointsAsync();
            await organizer.SignInAsync(bot.OrganizerLink());
            await organizer.SayInRoomAsync("room close");
            await organizer.SayInRoomAsync("room close");
            Assert.Contains("closed already", (await organizer.ReadRoomAsync())[^1].Text, StringComparison.Ordinal);
        }

        await using (var bot = await BotHarness.StartAsync(folder: folder.Path))
        {
            using var ana = await bot.OpenEndpointsAsync();
            ana.DefaultRequestHeaders.Add("Accept-Language", "es");
            Assert.Contains("ha cerrado la sala", Assert.Single(await ana.ReadRoomAsync()).Text, StringComparison.Ordinal);
            Assert.Contains("ha cerrado la sala", await ana.GetStringAsync("/"), StringComparison.Ordinal);
            Assert.Contains("los demás no ven", await RefusedAsync(ana, "hola a todas", HttpStatusCode.Forbidden), StringComparison.Ordinal);
            await ana.SayInRoomAsync("acciones");
        }
    }

    [Fact]
    public async Task One_command_ends_all_sessions_and_makes_unused_links_void()
    {
        await using var scene = await PublicScene.StartAsync();
        using var second = scene.Bot.Visit();
        await second.SignInAsync(await scene.LinkAsync());
        var unused = await scene.LinkAsync();

        Assert.Contains("All sessions in browsers have ended", await OrderAsync(scene, "sessions end"), StringComparison.Ordinal);

        foreach (var organizer in (HttpClient[])[scene.Organizer, second])
            Assert.Equal(HttpStatusCode.Unauthorized, (await organizer.GetAsync("/desk")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await second.SignInAsync(unused)).StatusCode);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("30s", 30)]
    [InlineData("45 secondes", 45)]
    [InlineData("2 min", 120)]
    [InlineData("1h", 3600)]
    [InlineData("off", 0)]
    [InlineData("non", 0)]
    [InlineData("0", null)]
    [InlineData("2h", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999", null)]
    [InlineData("soon", null)]
    public void A_pause_is_read_in_seconds_or_minutes_up_to_one_hour(string text, int? expected) =>
        Assert.Equal(expected, (int?)SlowCommand.Read(text)?.TotalSeconds);

    [BrowserFact]
    public async Task An_organizer_mutes_from_a_message_and_the_member_keeps_what_was_typed()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        var member = await OpenAsync(scene, browser, scene.Bot.Visit());
        await SayAsync(member, "hello all");
        var organizer = await OpenAsync(scene, browser, scene.Organizer);

        await Expect(member.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true })).ToHaveCountAsync(0);
        await organizer.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(organizer.Locator("#text")).ToBeFocusedAsync();
        await organizer.Locator("#text").PressAsync("Enter");
        await Expect(organizer.GetByText("is hidden from the others for 1 hour")).ToBeVisibleAsync();

        await SayAsync(member, "me again");
        await Expect(member.GetByRole(AriaRole.Alert)).ToContainTextAsync("have hidden your messages");
        await Expect(member.Locator("#text")).ToHaveValueAsync("me again");
        await Expect(organizer.GetByText("me again")).ToHaveCountAsync(0);
    }

    private static async Task<IPage> OpenAsync(PublicScene scene, Browser browser, HttpClient visitor)
    {
        await visitor.GetStringAsync("/");
        var page = await browser.PersonAsync();
        var cookie = scene.Bot.Cookies[visitor].GetCookies(visitor.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));
        await page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = visitor.BaseAddress!.ToString() }]);
        await page.GotoAsync(visitor.BaseAddress!.ToString());
        await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        return page;
    }

    private static async Task SayAsync(IPage page, string text)
    {
        await page.Locator("#text").FillAsync(text);
        await page.Locator("#text").PressAsync("Enter");
    }

    /// <summary>What the bot answers to an organizer's order in the room, which nobody else sees.</summary>
    private static async Task<string> OrderAsync(PublicScene scene, string text)
    {
        var id = await scene.SayAsync(text);
        return Assert.Single(await scene.Organizer.ReadRoomAsync(id), m => m.Private).Text;
    }

    private static async Task<string> RefusedAsync(HttpClient visitor, string text, HttpStatusCode expected)
    {
        using var response = await visitor.PostAsJsonAsync("/api/room/messages", new { text });
        Assert.Equal(expected, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!;
    }
}
