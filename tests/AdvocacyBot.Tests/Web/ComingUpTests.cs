using System.Text.Json;
using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The strip above the room's messages shows what is coming up, to those who may know of it.</summary>
public sealed class ComingUpTests
{
    [Fact]
    public async Task The_page_lists_the_next_actions_in_order_with_their_pages_or_commands()
    {
        await using var scene = await PublicScene.StartAsync();
        Assert.Empty(await ComingAsync(scene.Organizer));

        await scene.AnnounceAsync("\"March\" 2027-06-02 18:00 America/Toronto at \"City Hall\"");
        await scene.AnnounceAsync("\"Vigil </script>\" 2027-05-31 07:00 America/Toronto at \"EY Centre\" open");
        using var visitor = scene.Bot.Visit();
        visitor.DefaultRequestHeaders.Add("Accept-Language", "es");
        var coming = await ComingAsync(visitor);

        Assert.Equal(["Vigil </script>", "March"], coming.Select(a => a.GetProperty("title").GetString()));
        Assert.StartsWith("/a/vigil", coming[0].GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, coming[1].GetProperty("page").ValueKind);
        Assert.Equal("acción 1", coming[1].GetProperty("command").GetString());

        await scene.SayAsync("action 2 cancel");
        Assert.Single(await ComingAsync(visitor));
        scene.Bot.Clock.Advance(TimeSpan.FromDays(900));
        Assert.Empty(await ComingAsync(visitor));
    }

    [Fact]
    public async Task An_action_of_other_channels_is_not_shown()
    {
        await using var scene = await PublicScene.StartAsync();
        var draft = await scene.Bot.SayAsync("announce \"Elsewhere\" 2027-05-31 07:00 America/Toronto at \"City Hall\"", organizer: true);
        await scene.Bot.ChooseAsync(draft.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id, organizer: true);
        await scene.Bot.TurnAsync();

        Assert.Empty(await ComingAsync(scene.Organizer));
    }

    [AxeFact]
    public async Task It_is_a_labelled_region_that_changes_live_and_goes_when_nothing_is_coming()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        var number = 0;
        foreach (var (width, locale, title, command) in new[] { (320, "fr-CA", "À venir", "action"), (1280, "en-CA", "Coming up", "action"), (320, "es-MX", "Próximamente", "acción") })
        {
            var page = await browser.PersonAsync(width, colours: width == 320 ? ColorScheme.Dark : ColorScheme.Light, locale: locale);
            var trouble = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    trouble.Add(message.Text);
            };
            await page.GotoAsync(scene.Organizer.BaseAddress!.ToString());
            await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
            var strip = page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });
            await Expect(strip).ToHaveCountAsync(0);

            // Announced while the page is open.
            await scene.AnnounceAsync($"\"March of all who live along the upper river {locale}\" 2027-06-02 18:00 America/Toronto at \"City Hall, Ottawa\"");
            var closed = ++number;
            await Expect(strip.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
            await Expect(strip.Locator("time")).ToHaveCountAsync(1);
            await scene.AnnounceAsync($"\"Vigil {locale}\" 2027-05-31 07:00 America/Toronto at \"EY Centre\" open");
            number++;
            var link = strip.GetByRole(AriaRole.Link).Filter(new() { HasText = $"Vigil {locale}" });
            await Expect(link).ToHaveCountAsync(1);
            Assert.StartsWith("/a/vigil", await link.GetAttributeAsync("href"), StringComparison.Ordinal);
            await Screenshots.KeepAsync(page, $"coming-{width}-{locale}");
            Assert.Empty(await Axe.ViolationsAsync(page));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"wider than {width}");

            await strip.GetByRole(AriaRole.Button).FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#text")).ToHaveValueAsync($"{command} {closed}");
            await Expect(page.Locator("#text")).ToBeFocusedAsync();

            await scene.SayAsync($"action {closed} cancel");
            await Expect(strip.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
            await scene.SayAsync($"action {number} cancel");
            await Expect(strip).ToHaveCountAsync(0);
            Assert.Empty(trouble);
            await page.Context.CloseAsync();
        }
    }

    private static async Task<JsonElement[]> ComingAsync(HttpClient visitor)
    {
        const string begin = "id=\"coming-data\">";
        var page = await visitor.GetStringAsync("/");
        var at = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return [.. JsonDocument.Parse(page[at..page.IndexOf("</script>", at, StringComparison.Ordinal)]).RootElement.EnumerateArray()];
    }
}
