using System.Net;
using System.Text.RegularExpressions;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>The page of an action that everybody may know of, as it is served.</summary>
public sealed partial class PublicPageTests
{
    private const string March = "\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" capacity 40 role medic:2 text \"Bring <water>.\" open";

    [Fact]
    public async Task The_page_says_what_is_public_sets_no_cookie_and_asks_nothing_of_others()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);

        using var page = await visitor.GetAsync(path);

        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.Contains("March for water", html, StringComparison.Ordinal);
        Assert.Contains("Monday 31 May 2027, 7:00 a.m., Toronto time", WebUtility.HtmlDecode(html).Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Contains("City Hall", html, StringComparison.Ordinal);
        Assert.Contains("Bring &lt;water&gt;.", html, StringComparison.Ordinal);
        Assert.Contains("<meta property=\"og:title\" content=\"March for water\"", html, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Loaded(), html);
        Assert.True(html.Length < 60_000, $"{html.Length} bytes");
    }

    [Fact]
    public async Task Erasing_an_action_deletes_what_the_web_holds_about_its_answers()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);
        await AnswerAsync(visitor, path, ("answer", "going"), ("guests", "2"));
        await visitor.SayInRoomAsync("my rsvps");
        Assert.Contains(await visitor.ReadRoomAsync(), m => m.Private);
        Assert.True(await TakenOnPagesAsync(scene) > 0);

        var asked = await scene.SayAsync("/action 1 erase");
        var confirm = (await scene.Organizer.ReadRoomAsync(asked)).Last(m => m.Choices.Length > 0);
        await scene.Organizer.ChooseInRoomAsync(confirm.Id, confirm.Choices[0].Id);
        await scene.Bot.TurnAsync();

        Assert.DoesNotContain(await visitor.ReadRoomAsync(), m => m.Private);
        Assert.Equal(0, await TakenOnPagesAsync(scene));
    }

    private static async Task<long> TakenOnPagesAsync(PublicScene scene) =>
        (long)(await scene.Bot.Services.GetRequiredService<WebFile>().AskAsync("SELECT coalesce(sum(\"Seats\"), 0) FROM \"WebAnswers\"", CancellationToken.None))!;

    [Fact]
    public async Task An_action_that_is_not_open_has_no_page_and_is_in_no_list()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();

        Assert.Null(await scene.AnnounceAsync("\"Secret vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\""));

        foreach (var path in (string[])["/a", "/calendar.ics"])
            Assert.DoesNotContain("Secret vigil", await visitor.GetStringAsync(path), StringComparison.Ordinal);
        foreach (var guess in (string[])["/a/1", "/a/secret-vigil", "/a/secret-vigil-000000", "/a/%00", "/a/..%2f.."])
            Assert.Contains((await visitor.GetAsync(guess)).StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task The_page_the_list_and_the_calendar_show_an_action_in_the_visitors_language()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync($"{March} french \"Marche pour l'eau\" \"Apportez un gobelet.\" spanish \"Marcha por el agua\"");

        foreach (var (language, title, text) in new[]
                 {
                     ("en", "March for water", "Bring <water>."), ("fr", "Marche pour l'eau", "Apportez un gobelet."), ("es", "Marcha por el agua", "Bring <water>."),
                 })
        {
            var page = WebUtility.HtmlDecode(await ReadAsync($"{path}?lang={language}"));
            Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
            Assert.Contains(text, page, StringComparison.Ordinal);
            Assert.Contains($"property=\"og:title\" content=\"{title}\"", page, StringComparison.Ordinal);
            Assert.Contains(title, WebUtility.HtmlDecode(await ReadAsync($"{path}/poster?lang={language}")), StringComparison.Ordinal);
            Assert.Contains($">{title}</a>", WebUtility.HtmlDecode(await ReadAsync($"/a?lang={language}")), StringComparison.Ordinal);
            Assert.Contains($"SUMMARY:{title}", await ReadAsync($"{path}/event.ics?lang={language}"), StringComparison.Ordinal);
            Assert.Contains($"href=\"/calendar.ics?lang={language}\"", page, StringComparison.Ordinal);
            Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(await ReadAsync(path!, language)), StringComparison.Ordinal);
        }

        async Task<string> ReadAsync(string address, string? browser = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (browser is not null)
                request.Headers.AcceptLanguage.ParseAdd($"{browser}-XX, de;q=0.5");
            using var response = await visitor.SendAsync(request);
            return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_place_has_a_map_unless_it_is_online()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var march = await scene.AnnounceAsync(March);
        var call = await scene.AnnounceAsync("\"Phone bank\" 2027-06-01 07:00 America/Toronto at \"Online\" open");

        Assert.Contains("https://www.openstreetmap.org/search?query=City%20Hall", await visitor.GetStringAsync(march), StringComparison.Ordinal);
        Assert.DoesNotContain("openstreetmap", await visitor.GetStringAsync(call), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_account_a_visitor_answers_changes_the_answer_and_is_forgotten()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);

        Assert.Contains("You're going", await AnswerAsync(visitor, path, ("answer", "going"), ("guests", "2"), ("role", "medic")), StringComparison.Ordinal);
        using (var again = await visitor.GetAsync(path))
            Assert.True(again.Headers.CacheControl!.NoStore);
        Assert.Contains("Going: 3 / 40", await OverviewAsync(scene), StringComparison.Ordinal);

        Assert.Contains("You're not going", await AnswerAsync(visitor, path, ("answer", "no")), StringComparison.Ordinal);
        Assert.Contains("Going: 0 / 40", await OverviewAsync(scene), StringComparison.Ordinal);
        await visitor.SayInRoomAsync("forget me");
        Assert.DoesNotContain("You're not going", await visitor.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_gives_out_at_most_half_of_the_seats_and_few_guests()
    {
        await using var scene = await PublicScene.StartAsync();
        var path = await scene.AnnounceAsync("\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" capacity 10 open");

        Assert.Contains("You're going", await AnswerAsync(scene.Bot.Visit(), path, ("answer", "going"), ("guests", "99")), StringComparison.Ordinal);
        Assert.Contains("Going: 4 / 10", await OverviewAsync(scene), StringComparison.Ordinal);
        Assert.Contains("You're going", await AnswerAsync(scene.Bot.Visit(), path, ("answer", "going")), StringComparison.Ordinal);
        Assert.Contains("This page gives out no more seats", await AnswerAsync(scene.Bot.Visit(), path, ("answer", "going")), StringComparison.Ordinal);
        Assert.Contains("Going: 5 / 10", await OverviewAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_answer()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);
        visitor.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("answer", "going")]);
        using var answer = await visitor.PostAsync(path, form);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_moved_a_full_a_cancelled_a_past_and_a_deleted_action_say_so()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync("\"March for water\" 2027-05-31 07:00 America/Toronto at \"City Hall\" capacity 1 open");
        var later = await scene.AnnounceAsync("\"Vigil\" 2027-06-30 07:00 America/Toronto at \"Town Square\" open");

        await scene.SayAsync("action 1 place \"Market Square\"");
        Assert.Contains("Changed: please check time and place", await visitor.GetStringAsync(path), StringComparison.Ordinal);

        await scene.SayAsync("action 2 cancel \"The permit was refused.\"");
        var cancelled = await visitor.GetStringAsync(later);
        Assert.Contains("Cancelled", cancelled, StringComparison.Ordinal);
        Assert.Contains("The permit was refused.", cancelled, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", cancelled, StringComparison.Ordinal);

        scene.Bot.Clock.Advance(new DateTime(2027, 5, 31, 12, 0, 0, DateTimeKind.Utc) - scene.Bot.Clock.Now);
        Assert.Contains("Happening now", await visitor.GetStringAsync(path), StringComparison.Ordinal);
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Contains("This action is over.", await visitor.GetStringAsync(path), StringComparison.Ordinal);
        await scene.Bot.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Contains("This action is over.", await visitor.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("no public action here", await (await visitor.GetAsync("/a/gone-abcdef")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_stays_valid_when_the_title_changes()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);

        await scene.SayAsync("action 1 title \"March for rivers\"");
        using var page = await visitor.GetAsync(path);

        Assert.Contains("March for rivers", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("/a/march-for-rivers-", page.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Viendrez-vous\u202f?", "lundi 31 mai 2027")]
    [InlineData("es", "¿Vienes?", "lunes 31 de mayo de 2027")]
    public async Task The_page_speaks_three_languages(string language, string question, string day)
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);

        var html = WebUtility.HtmlDecode(await visitor.GetStringAsync($"{path}?lang={language}"));

        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains(question, html, StringComparison.Ordinal);
        Assert.Contains(day, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_file_and_the_poster_go_with_it()
    {
        await using var scene = await PublicScene.StartAsync();
        using var visitor = scene.Bot.Visit();
        var path = await scene.AnnounceAsync(March);

        Assert.Contains("SUMMARY:March for water", await visitor.GetStringAsync($"{path}/event.ics"), StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", await visitor.GetStringAsync($"{path}/poster"), StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(HttpClient visitor, string? path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await visitor.PostAsync(path, form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What organizers see, with exact totals.</summary>
    private static async Task<string> OverviewAsync(PublicScene scene)
    {
        var before = await scene.SayAsync("action 1");
        return (await scene.Organizer.ReadRoomAsync(before))[0].Text;
    }

    /// <summary>Whatever the page would load from another host.</summary>
    [GeneratedRegex("""(src|srcset|data|action)="(https?:)?//|<link rel="(stylesheet|icon|preload)[^>]*href="(https?:)?//""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Loaded();
}
