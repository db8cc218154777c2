using System.Net;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Before an action is announced or changed, its organizer sees the announcement as each platform will show it.</summary>
public sealed class DeskPreviewTests
{
    private static readonly (string, string)[] March =
    [
        ("_command", "announce"), ("title", "March *for* water"), ("when", "31 May 2027 7am"), ("place", "City Hall"), ("roles", "medic:2"), ("title-fr", "Marche pour l’eau"),
    ];

    [Fact]
    public async Task A_new_action_is_shown_for_each_platform_in_each_language_and_nothing_is_stored()
    {
        await using var scene = await EverywhereAsync();

        var (status, html) = await scene.Organizer.SendAsync("/desk/preview", March);

        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var shown in (string[])["Web, English", "Discord, English", "Matrix, English", "Discord, français", "Matrix, español", "Marche pour l’eau", "<h4>March *for* water</h4>", "<p class=\"title\">March *for* water</p>"])
            Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.Contains("rsvp 1", html, StringComparison.Ordinal);
        Assert.Contains("There are no actions yet", await scene.Organizer.GetStringAsync("/desk"), StringComparison.Ordinal);
        // Without scripts, the form can be sent from here.
        Assert.Contains("name=\"place\" value=\"City Hall\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_preview_alone_and_a_sentence_on_what_is_missing()
    {
        await using var scene = await PublicScene.StartAsync();

        var part = (await scene.Organizer.SendAsync("/desk/preview", [("_part", "yes"), .. March])).Html;
        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
        Assert.Contains("City Hall", part, StringComparison.Ordinal);
        Assert.DoesNotContain("Discord", part, StringComparison.Ordinal);

        var missing = (await scene.Organizer.SendAsync("/desk/preview", ("_part", "yes"), ("_command", "announce"), ("title", "March"))).Html;
        Assert.Contains("class=\"receipt\"", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_shown_and_rolled_back()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");

        foreach (var (verb, value) in ((string, string)[])[("place", "Central Park"), ("capacity", "40"), ("move", "1 June 2027 8am")])
        {
            var (status, html) = await scene.Organizer.SendAsync("/desk/preview", ("_command", "action"), ("number", "1"), ("do", verb), ("value", value));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains(verb switch { "place" => "Central Park", "capacity" => "<dt>Seats</dt>", _ => "8:00" }, html, StringComparison.Ordinal);
        }

        await scene.Bot.TurnAsync();
        var page = await scene.Organizer.GetStringAsync("/desk/actions/1");
        Assert.DoesNotContain("Central Park", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/ 40", page, StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Organizer.ReadRoomAsync(), m => m.Text.Contains("Central Park", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cancel", "1")]
    [InlineData("say", "1")]
    [InlineData("copy", "1")]
    [InlineData("place", "77")]
    public async Task What_reaches_further_than_the_announcement_has_no_preview(string verb, string number)
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");

        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Organizer.SendAsync("/desk/preview", ("_command", "action"), ("number", number), ("do", verb), ("value", "x"))).Status);
    }

    [AxeFact]
    public async Task The_preview_follows_the_form_on_a_phone_and_on_a_wide_screen()
    {
        await using var scene = await EverywhereAsync();
        await using var browser = await Browser.StartAsync();
        foreach (var (width, colours, locale, show) in new[] { (320, ColorScheme.Dark, "es-MX", "Mostrar la vista previa"), (1280, ColorScheme.Light, "fr-CA", "Afficher l’aperçu") })
        {
            var page = await browser.OrganizerAsync(scene, width, colours, locale);
            var trouble = page.Trouble();
            await page.GotoAsync($"{scene.Organizer.BaseAddress}desk");
            await page.Locator("#announce-title").FillAsync($"Marche {new string('x', 60)}");
            await page.Locator("#announce-when").FillAsync("2027-05-31 07:00");
            await page.Locator("#announce-place").FillAsync("Plaza");
            var region = page.Locator("form:has(#announce-title) .previews");
            await page.GetByRole(AriaRole.Button, new() { Name = show }).First.ClickAsync();
            await Expect(region).ToContainTextAsync("Plaza");
            await Expect(region).ToBeFocusedAsync();

            await page.Locator("#announce-place").FillAsync("Central Park");
            await Expect(region).ToContainTextAsync("Central Park");
            await page.EvaluateAsync("document.querySelectorAll('.previews details').forEach(d => d.open = true)");
            await Screenshots.KeepAsync(page, $"preview-{width}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            Assert.Empty(await Axe.ViolationsAsync(page));
            Assert.Empty(trouble);
        }
    }

    /// <summary>The renderers of both platforms, as if the bot were connected to them.</summary>
    private static Task<PublicScene> EverywhereAsync() => PublicScene.StartAsync(adjust: services => services
        .AddSingleton(new ReplyPreview("Discord", AdvocacyBot.Discord.Rendering.MessagePreview.Write))
        .AddSingleton(new ReplyPreview("Matrix", AdvocacyBot.Matrix.Sending.RoomPreview.Write)));
}
