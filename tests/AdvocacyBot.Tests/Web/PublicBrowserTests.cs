using AdvocacyBot.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>The public page in a real browser, with and without scripts.</summary>
public sealed class PublicBrowserTests
{
    [AxeFact]
    public async Task A_visitor_without_scripts_answers_on_a_phone_and_every_page_passes_axe()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        var path = await scene.AnnounceAsync(
            $"\"March for water and for the rivers of the whole country {new string('x', 90)}\" 2099-05-31 07:00 America/Toronto at \"{new string('y', 120)}\" capacity 40 role medic:2 open");

        var phone = await browser.PersonAsync(width: 320, height: 640, locale: "fr-CA", scripts: false);
        var elsewhere = new List<string>();
        phone.Request += (_, request) => Note(request.Url);
        await phone.GotoAsync(scene.Organizer.BaseAddress + path![1..]);
        await phone.GetByLabel("Qui vient avec vous ?").SelectOptionAsync("1");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Je viens", Exact = true }).ClickAsync();
        await Expect(phone.GetByText("Vous y allez", new() { Exact = false }).First).ToBeVisibleAsync();
        Assert.Empty(elsewhere);

        foreach (var (width, colours) in new[] { (320, ColorScheme.Dark), (1600, ColorScheme.Light) })
        {
            var page = await browser.PersonAsync(width, colours: colours);
            foreach (var shown in (string[])["a", path[1..], $"{path[1..]}/poster", "a/nothing", "desk/sign-in?token=x"])
            {
                await page.GotoAsync($"{scene.Organizer.BaseAddress}{shown}");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{shown} is wider than {width}");
                await Screenshots.KeepAsync(page, $"{shown.Split('?')[0].Replace('/', '-')}-{width}");
                Assert.Empty(await Axe.ViolationsAsync(page));
            }
        }

        void Note(string url)
        {
            if (!url.StartsWith(scene.Organizer.BaseAddress!.ToString(), StringComparison.Ordinal))
                elsewhere.Add(url);
        }
    }
}
