using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>What a person sees, in a real browser, of the real executable on the real clock.</summary>
public sealed class RoomBrowserTests
{
    [BrowserFact]
    public async Task A_first_visit_shows_articles_answers_and_mobilizations()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var trouble = new List<string>();

        var organizer = await browser.PersonAsync(height: 1000);
        organizer.Console += (_, message) => Note(message.Type, message.Text);
        organizer.PageError += (_, error) => Note("error", error);
        await organizer.GotoAsync(bot.OrganizerLink.ToString());
        await organizer.GetByRole(AriaRole.Button, new() { Name = "Sign in on this browser" }).ClickAsync();
        await organizer.GotoAsync(bot.Room.ToString());
        await Expect(organizer.GetByRole(AriaRole.Link, new() { Name = "Desk", Exact = true })).ToBeVisibleAsync();

        // An article arrives, through the real pipeline.
        await Expect(Log(organizer).GetByText("CANSEC promotes participation of Peruvian military")).ToBeVisibleAsync();

        await SayAsync(organizer, "delegations 2014");
        await Expect(Log(organizer).GetByText("8, led by").First).ToBeVisibleAsync();
        await Expect(Log(organizer).GetByText("Canadian Commercial Corporation").First).ToBeVisibleAsync();
        await Expect(Log(organizer).GetByText("CADSI").First).ToBeVisibleAsync();

        await SayAsync(organizer, "announce \"Stop CANSEC\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\" capacity 2 open");
        await Log(organizer).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).Last.ClickAsync();
        await Expect(Log(organizer).GetByRole(AriaRole.Heading, new() { Name = "Stop CANSEC" }).First).ToBeVisibleAsync();

        var volunteer = await browser.PersonAsync(width: 360, height: 740, colours: ColorScheme.Dark);
        await volunteer.GotoAsync(bot.Room.ToString());
        await Log(volunteer).GetByRole(AriaRole.Button, new() { Name = "Going", Exact = true }).Last.ClickAsync();
        await Expect(Log(volunteer).GetByText("You're going").First).ToBeVisibleAsync();
        await Expect(Log(volunteer).GetByText("Only you can see this").First).ToBeVisibleAsync();
        await Expect(Log(organizer).GetByText("You're going")).ToHaveCountAsync(0);
        Assert.True(await volunteer.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");

        // So high that the picture shows the question and the action.
        await organizer.SetViewportSizeAsync(1000, 1590);
        await Screenshots.KeepAsync(organizer, "room-light");
        await organizer.SetViewportSizeAsync(1000, 1000);
        await Screenshots.KeepAsync(volunteer, "room-dark");

        // The same action on its public page, where the volunteer's answer is known, and at the desk.
        await OpenActionAsync(organizer, "action-light");
        await OpenActionAsync(volunteer, "action-dark");
        await Expect(volunteer.GetByText("You're going").First).ToBeVisibleAsync();
        await organizer.GotoAsync($"{bot.Room}desk");
        await Expect(organizer.GetByRole(AriaRole.Link, new() { Name = "1 · Stop CANSEC" })).ToBeVisibleAsync();
        await Screenshots.KeepAsync(organizer, "desk-light");
        await organizer.SetViewportSizeAsync(360, 740);
        await organizer.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Screenshots.KeepAsync(organizer, "desk-dark");
        Assert.Empty(trouble);

        async Task OpenActionAsync(IPage person, string picture)
        {
            await person.GotoAsync($"{bot.Room}a");
            await person.GetByRole(AriaRole.Link, new() { Name = "Stop CANSEC" }).ClickAsync();
            await Expect(person.GetByRole(AriaRole.Heading, new() { Name = "Stop CANSEC" })).ToBeVisibleAsync();
            await Screenshots.KeepAsync(person, picture);
        }

        void Note(string type, string text)
        {
            if (type is "error" or "warning")
                trouble.Add(text);
        }
    }

    [BrowserFact]
    public async Task Everything_can_be_done_with_the_keyboard_in_french()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        var person = await browser.PersonAsync(locale: "fr-CA");
        await person.GotoAsync(bot.Room.ToString());

        await person.GetByLabel("Votre message ou question").FocusAsync();
        await person.Keyboard.TypeAsync("aide");
        await person.Keyboard.PressAsync("Enter");

        await Expect(Log(person).GetByRole(AriaRole.Heading, new() { Name = "Ce que je sais faire" })).ToBeVisibleAsync();
        await Expect(person.GetByLabel("Votre message ou question")).ToBeFocusedAsync();
        await Expect(person.Locator("html")).ToHaveAttributeAsync("lang", "fr");
    }

    private static ILocator Log(IPage page) => page.GetByRole(AriaRole.Log);

    private static async Task SayAsync(IPage page, string text)
    {
        await page.Locator("#text").FillAsync(text);
        await page.Locator("#text").PressAsync("Enter");
    }
}
