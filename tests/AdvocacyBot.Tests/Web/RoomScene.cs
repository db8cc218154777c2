using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.Playwright;

namespace AdvocacyBot.Tests.Web;

/// <summary>A room with a message of every kind, for the tests that look at it in a browser.</summary>
public sealed class RoomScene : IAsyncLifetime
{
    private static readonly string[] Said =
    [
        "delegations 2014", "who was at cansec 2014", "facts", "actions", "help", "action 1", "my data", "calendar 1", "F-0012", "log", "places",
        "rsvp 1 going +2", "my rsvps", "feeds list", "fact queue", "help announce", "/frobnicate", "who sells umbrellas in Winnipeg?",
        "See you there: https://example.org/a/very/long/path/that/goes/on/and/on/and/on/without/any/space/to/break/at.html.",
        "Longwordwithoutanyspaceinit" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "two\nlines",
    ];

    internal BotHarness Bot { get; private set; } = null!;

    internal Browser Browser { get; private set; } = null!;

    internal HttpClient Organizer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bot = await FactsHarness.StartAsync();
        Organizer = await Bot.OpenEndpointsAsync();
        await Organizer.SignInAsync(Bot.OrganizerLink());
        await SayAsync("announce \"Stop CANSEC\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\" capacity 40");
        var preview = (await Organizer.ReadRoomAsync()).Last(m => m.Choices.Length > 0);
        await Organizer.ChooseInRoomAsync(preview.Id, preview.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id);
        await Bot.TurnAsync();
        foreach (var text in Said)
            await SayAsync(text);
        if (Browser.IsInstalled)
            Browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        Organizer.Dispose();
        await Bot.DisposeAsync();
    }

    /// <summary>The organizer says something, slowly enough for the limits.</summary>
    internal async Task SayAsync(string text)
    {
        Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        await Organizer.SayInRoomAsync(text);
    }

    /// <summary>The room as the organizer sees it, who sees most.</summary>
    internal async Task<IPage> OpenAsync(
        int width = 1000, int height = 760, ColorScheme colours = ColorScheme.Light, string locale = "en-CA", bool asOrganizer = true)
    {
        var page = await Browser.PersonAsync(width, height, colours, locale);
        if (asOrganizer)
        {
            var cookie = Bot.Cookies[Organizer].GetCookies(Organizer.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));
            await page.Context.AddCookiesAsync([new Cookie { Name = cookie.Name, Value = cookie.Value, Url = Organizer.BaseAddress!.ToString() }]);
        }

        await page.GotoAsync(Organizer.BaseAddress!.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
        return page;
    }
}
