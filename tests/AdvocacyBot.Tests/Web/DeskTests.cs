using System.Net;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AdvocacyBot.Tests.Web;

/// <summary>The desk is for organizers alone, and everything that a command does can be done with its forms.</summary>
public sealed partial class DeskTests
{
    private static readonly string[] Pages = ["/desk", "/desk/articles", "/desk/facts", "/desk/community", "/desk/sessions", "/desk/actions/1", "/desk/appearance", "/desk/facts/import", "/desk/organizers"];

    [Fact]
    public async Task Nobody_but_organizers_sees_any_page_or_sends_any_form()
    {
        await using var scene = await PublicScene.StartAsync();
        using var stranger = scene.Bot.Visit();
        await scene.AnnounceAsync("\"Secret vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");

        foreach (var path in Pages)
        {
            using var page = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
            Assert.DoesNotContain("Secret vigil", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/desk/do", "/desk/code", "/desk/sessions/end", "/desk/appearance", "/desk/appearance/logo", "/desk/organizers", "/desk/steps"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(stranger, path)).Status);
    }

    [Fact]
    public async Task A_form_without_the_visitors_own_token_does_nothing()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");

        foreach (var path in (string[])["/desk/do", "/desk/code", "/desk/sessions/end", "/desk/appearance", "/desk/appearance/logo", "/desk/organizers", "/desk/steps"])
        {
            var answer = await PostAsync(scene.Organizer, path, ("_token", new string('0', 32)), ("_command", "action"), ("number", "1"), ("do", "cancel"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        }

        Assert.DoesNotContain("cancelled", await scene.Organizer.GetStringAsync("/desk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_is_announced_changed_and_cancelled_with_forms()
    {
        await using var scene = await PublicScene.StartAsync();
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk"));

        var preview = await PostAsync(
            scene.Organizer, "/desk/do", ("_token", token), ("_command", "announce"), ("title", "March for water"), ("when", "31 May 2027 7am"),
            ("place", "City Hall"), ("capacity", "40"));
        var publish = ChoiceId().Match(preview.Html).Groups["id"].Value;
        Assert.EndsWith(":publish", publish, StringComparison.Ordinal);
        await PostAsync(scene.Organizer, "/desk/do", ("_token", token), ("_choice", publish));
        Assert.Contains("1 · March for water", await scene.Organizer.GetStringAsync("/desk"), StringComparison.Ordinal);

        await PostAsync(scene.Organizer, "/desk/do", ("_token", token), ("_command", "action"), ("number", "1"), ("do", "capacity"), ("value", "60"));
        Assert.Contains("0 / 60", await scene.Organizer.GetStringAsync("/desk/actions/1"), StringComparison.Ordinal);

        await PostAsync(scene.Organizer, "/desk/do", ("_token", token), ("_command", "action"), ("number", "1"), ("do", "cancel"), ("value", "Rain"));
        Assert.Contains("cancelled", await scene.Organizer.GetStringAsync("/desk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_change_of_an_action_has_its_form_filled_with_what_is_set()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" capacity 40");
        await scene.SayAsync("action 1 text Bring a banner & a friend");

        var page = await scene.Organizer.GetStringAsync("/desk/actions/1");

        foreach (var verb in ManageVerbs.Names.Except(["roles"]).Append("role"))
            Assert.Contains($"name=\"do\" value=\"{verb}\"", page, StringComparison.Ordinal);
        foreach (var (setting, value) in new[] { ("title", "March for water"), ("text", "Bring a banner &amp; a friend"), ("capacity", "40"), ("place", "City Hall"), ("move", "2027-05-31 07:00") })
            Assert.Matches($"id=\"{setting}\"[^>]*>{value}</textarea>", page);

        // The form of the time understands what it shows.
        var moved = await scene.Organizer.SendAsync("/desk/do", ("_command", "action"), ("number", "1"), ("do", "move"), ("value", "2027-05-31 08:00"));
        Assert.DoesNotContain("not understand", moved.Html, StringComparison.Ordinal);
        Assert.Matches("id=\"move\"[^>]*>2027-05-31 08:00</textarea>", await scene.Organizer.GetStringAsync("/desk/actions/1"));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_has_one_effect()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\"");
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk"));

        for (var i = 0; i < 2; i++)
        {
            await PostAsync(
                scene.Organizer, "/desk/do", ("_token", token), ("_id", new string('a', 32)), ("_command", "action"), ("number", "1"), ("do", "say"),
                ("value", "Bring umbrellas."));
        }

        await scene.Bot.TurnAsync();
        Assert.Single(await scene.Organizer.ReadRoomAsync(), m => m.Text.Contains("Bring umbrellas.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one()
    {
        await using var scene = await PublicScene.StartAsync();
        using var second = scene.Bot.Visit();
        var link = await scene.LinkAsync();
        await second.SignInAsync(link);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/desk")).StatusCode);

        var html = await scene.Organizer.GetStringAsync("/desk/sessions");
        var ids = SessionId().Matches(html).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(2, ids.Count);
        await PostAsync(scene.Organizer, "/desk/sessions/end", ("_token", FormToken.In(html)), ("session", ids[0]));

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/desk")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await scene.Organizer.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_chat_organizers_link_acts_as_that_account_until_it_loses_its_role()
    {
        await using var bot = await BotHarness.StartAsync();
        using var desk = await bot.OpenEndpointsAsync();
        var organizer = Some.Member;
        bot.Platform.Standings[(organizer.Id, bot.Platform.Home)] = Standing.Organizer;

        var reply = await bot.SayAsync("desk", organizer, organizer: true);
        var link = Assert.IsType<Link>(Assert.IsType<Paragraph>(reply.Blocks[0]).Spans[^1]).Address;
        Assert.Equal(Visibility.Private, reply.Visibility);
        await desk.SignInAsync(link);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/desk")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await bot.Visit().SignInAsync(link)).StatusCode);

        bot.Platform.Standings[(organizer.Id, bot.Platform.Home)] = Standing.Member;
        Assert.Equal(HttpStatusCode.Unauthorized, (await desk.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task Every_organizers_command_has_its_form_with_a_field_for_each_option()
    {
        await using var scene = await PublicScene.StartAsync();
        var html = string.Concat(await Task.WhenAll(Pages.Take(4).Select(path => scene.Organizer.GetStringAsync(path))));
        string[] elsewhere = ["appearance", "desk", "places", "room rules", "log", "alerts", "setup", "feeds list", "articles held", "fact queue", "fact misses"];

        foreach (var spec in scene.Bot.Services.GetRequiredService<CommandCatalog>().Specs.Where(s => s.Audience == Audience.Organizers && !elsewhere.Contains(s.Name)))
        {
            Assert.Contains($"name=\"_command\" value=\"{spec.Name}\"", html, StringComparison.Ordinal);
            // The fields of a picture are the same in every form.
            Assert.All(spec.Options.Where(option => option.Kind != OptionKind.File), option => Assert.Contains($"id=\"{spec.Name.Replace(' ', '-')}-{option.Name}\"", html, StringComparison.Ordinal));
        }
    }

    [AxeFact]
    public async Task Axe_finds_nothing_on_any_page_and_none_is_wider_than_the_screen()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        await scene.AnnounceAsync($"\"Vigil {new string('x', 100)}\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        var cookie = scene.Bot.Cookies[scene.Organizer].GetCookies(scene.Organizer.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));

        foreach (var (width, colours, locale) in new[] { (320, ColorScheme.Dark, "es-MX"), (1600, ColorScheme.Light, "en-CA") })
        {
            var page = await browser.PersonAsync(width, colours: colours, locale: locale);
            await page.Context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = scene.Organizer.BaseAddress!.ToString() }]);
            foreach (var path in Pages)
            {
                await page.GotoAsync($"{scene.Organizer.BaseAddress}{path[1..]}");
                await Screenshots.KeepAsync(page, $"{path[1..].Replace('/', '-')}-{width}");
                await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width}");
                Assert.Empty(await Axe.ViolationsAsync(page));
            }
        }
    }

    private static async Task<(HttpStatusCode Status, string Html)> PostAsync(HttpClient visitor, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await visitor.PostAsync(path, form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("name=\"_choice\" value=\"(?<id>[^\"]+:publish)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ChoiceId();

    [GeneratedRegex("name=\"session\" value=\"(?<id>[0-9]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SessionId();
}
