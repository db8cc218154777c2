using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.Web.Public;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AdvocacyBot.Tests.Web;

/// <summary>The public page of articles: only what is posted from feeds that organizers show to everybody.</summary>
public sealed class ArticlePageTests
{
    [Fact]
    public async Task Only_what_is_posted_from_a_feed_that_is_shown_is_public_and_it_ends_when_that_ends()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        using var visitor = scene.Bot.Visit();
        Assert.Empty(await TitlesAsync(visitor, ""));
        Assert.Contains("No articles have been published here yet.", await visitor.GetStringAsync("/articles"), StringComparison.Ordinal);

        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "on"));
        Assert.Contains("on the public page", await scene.Organizer.GetStringAsync("/desk/articles"), StringComparison.Ordinal);
        // Those that were there before the feed was followed are stored and were not posted.
        Assert.Empty(await TitlesAsync(visitor, ""));

        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        Assert.Equal(["Article 4", "Article 5"], (await TitlesAsync(visitor, "")).Order());

        await OrderAsync(scene, ("_command", "feeds hold"), ("feed", "1"), ("switch", "on"));
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 6)));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        Assert.Equal(["Article 4", "Article 5"], (await TitlesAsync(visitor, "")).Order());

        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "off"));
        Assert.Empty(await TitlesAsync(visitor, ""));
    }

    [Fact]
    public async Task Articles_are_searched_by_words_of_title_and_text_and_read_by_programs()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "on"));
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        using var visitor = scene.Bot.Visit();

        Assert.Equal(["Article 5"], await TitlesAsync(visitor, "?q=%22article+5%22"));
        Assert.Equal(["Article 4"], await TitlesAsync(visitor, "?q=article+-5&page=99"));
        Assert.Empty(await TitlesAsync(visitor, "?q=nothing-like-it"));
        var page = await visitor.GetStringAsync("/articles?q=%3Cscript%3E&lang=fr");
        Assert.Contains("<html lang=\"fr\">", page, StringComparison.Ordinal);
        Assert.Contains("Aucun article publié ne contient ces mots.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);

        using var first = await visitor.GetAsync("/articles.atom");
        Assert.Equal("application/atom+xml", first.Content.Headers.ContentType!.MediaType);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(await first.Content.ReadAsStringAsync()).Root!;
        var entries = feed.Elements(atom + "entry").ToList();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.StartsWith("urn:uuid:", e.Element(atom + "id")!.Value, StringComparison.Ordinal));
        Assert.Equal(entries.Max(e => e.Element(atom + "updated")!.Value), feed.Element(atom + "updated")!.Value);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/articles.atom");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_feed_with_a_sign_in_is_never_shown_whichever_comes_first()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        using var visitor = scene.Bot.Visit();
        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "on"));
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        Assert.Single(await TitlesAsync(visitor, ""));

        await OrderAsync(scene, ("_command", "feeds request"), ("feed", "1"), ("part", "agent"), ("value", "Our reader"));
        Assert.Empty(await TitlesAsync(visitor, ""));
        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "off"));
        Assert.Contains("cannot be shown to everybody", await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "on")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_public_name_there_is_no_public_page_on_an_address_that_others_reach()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Web:Url"] = "http://0.0.0.0:0", ["Web:TrustedProxies:0"] = "10.0.0.5" });
        using var visitor = await bot.OpenEndpointsAsync();

        foreach (var path in (string[])["a", "facts", "articles", "articles.atom", "api/articles", "api/facts"])
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"http://127.0.0.1:{visitor.BaseAddress!.Port}/{path}")).StatusCode);
    }

    [Fact]
    public void A_feed_has_no_character_that_xml_does_not_allow()
    {
        var article = new AdvocacyBot.Core.Articles.Public.PublicArticle(Guid.NewGuid(), "a\u0000b\ufffe <&>", new Uri("https://example.org/?a=1&b=2"), "\u0001", DateTime.UnixEpoch);

        var root = XDocument.Load(new MemoryStream(AtomFeed.Write("\u0008t", [AtomEntry.Of(article)], new Uri("https://example.org/"), new Uri("https://example.org/feed")))).Root!;

        Assert.Contains("ab <&>", root.Value, StringComparison.Ordinal);
    }

    [AxeFact]
    public async Task The_page_passes_axe_and_fits_a_phone()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        await OrderAsync(scene, ("_command", "articles public"), ("feed", "1"), ("switch", "on"));
        // More at once would be too many to post.
        foreach (var count in (int[])[12, 21, 30])
        {
            feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, count)));
            await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        }

        Assert.Contains("Page 2 of 2", await scene.Organizer.GetStringAsync("/articles?page=2"), StringComparison.Ordinal);
        await using var browser = await Browser.StartAsync();
        foreach (var (width, colours) in new[] { (320, ColorScheme.Dark), (1600, ColorScheme.Light) })
        {
            var page = await browser.PersonAsync(width, colours: colours);
            foreach (var path in (string[])["articles", "articles?page=2", "articles?q=nothing&lang=es"])
            {
                await page.GotoAsync($"{scene.Organizer.BaseAddress}{path}");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width}");
                await Screenshots.KeepAsync(page, $"{path.Replace('?', '-').Replace('&', '-').Replace('=', '-')}-{width}");
                Assert.Empty(await Axe.ViolationsAsync(page));
            }
        }
    }

    /// <summary>A feed with three articles that a chat's channel follows.</summary>
    private static async Task<PublicScene> FollowedAsync(FeedServer feeds)
    {
        var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await scene.Bot.InScopeAsync(services => services.GetRequiredService<FollowFeed>().RunAsync(feeds.At("/feed"), Some.Channel, 0, CancellationToken.None));
        await scene.Bot.TurnAsync();
        return scene;
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(HttpClient visitor, string query) =>
        [.. (await visitor.GetFromJsonAsync<JsonElement>($"/api/articles{query}")).GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("title").GetString()!)];

    private static async Task<string> OrderAsync(PublicScene scene, params (string Name, string Value)[] fields)
    {
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk"));
        using var form = new FormUrlEncodedContent([new("_token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await scene.Organizer.PostAsync("/desk/do", form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
