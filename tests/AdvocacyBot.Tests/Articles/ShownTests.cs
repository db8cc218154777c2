using AdvocacyBot.Core.Articles.Dates;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles;

/// <summary>What readers see counts as a change, and nothing else does.</summary>
public sealed class ShownTests
{
    [Theory]
    [InlineData("https://x.example/ep.mp3?token=1", "https://x.example/ep.mp3?token=2", true)]
    [InlineData("https://x.example/a;jsessionid=1", "https://x.example/a;jsessionid=2", true)]
    [InlineData("https://x.example/a?X-Amz-Signature=1&id=7", "https://x.example/a?X-Amz-Signature=2&id=7", true)]
    [InlineData("https://x.example/a?id=7", "https://x.example/a?id=8", false)]
    public void Signatures_in_links_are_no_change(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Hash(link: one) == Hash(link: other));

    [Theory]
    [InlineData("https://x.example/image.php?id=1", "https://x.example/image.php?id=2", false)]
    [InlineData("https://x.example/a.jpg?w=320&sig=abc", "https://x.example/a.jpg?w=640&sig=def", true)]
    [InlineData("https://img1.x.example/a.jpg", "https://img2.x.example/a.jpg", true)]
    [InlineData("https://x.example/t/8f3a2b9c7d1e4f60.gif", "https://x.example/t/1a2b3c4d5e6f7081.gif", true)]
    [InlineData("https://x.example/Ab3dEf6hIj9kLm2nOp5q/a.jpg", "https://x.example/Zb3dEf6hIj9kLm2nOp5r/a.jpg", true)]
    [InlineData("https://x.example/2026/march-for-water.jpg", "https://x.example/2026/rally-at-the-dam.jpg", false)]
    public void Only_another_picture_is_a_change(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Hash(picture: one) == Hash(picture: other));

    [Theory]
    [InlineData("el ano de la marcha", "el año de la marcha")]
    [InlineData("They say NO", "They say no")]
    [InlineData("""<a href="https://x.example/petition">Sign</a>""", """<a href="https://x.example/petition-2">Sign</a>""")]
    public void Accents_capitals_and_links_in_the_text_are_changes(string one, string other) => Assert.NotEqual(Hash(text: one), Hash(text: other));

    [Fact]
    public void A_later_file_and_a_later_alternative_text_are_changes()
    {
        Assert.NotEqual(Hash(), Hash(media: true));
        Assert.NotEqual(Hash(picture: "https://x.example/a.jpg"), Hash(picture: "https://x.example/a.jpg", alt: "A march"));
    }

    [Theory]
    [InlineData("""Before <span style="display:none">8f3a</span>after""", "Before after")]
    [InlineData("""Before <span hidden>8f3a <b>x</b></span>after""", "Before after")]
    [InlineData("""<p hidden>8f3a<p>After</p>""", "After")]
    [InlineData("""<p style="display: none !important">8f3a</p><p>After</p>""", "After")]
    [InlineData("""<p style="color: red">After</p>""", "After")]
    [InlineData("""Before <br hidden>after""", "Before after")]
    public void Hidden_words_are_left_out(string html, string expected) =>
        Assert.Equal(expected, HtmlToBlocks.PlainText(HtmlToBlocks.Read(new Markup(html, IsHtml: true), null, 500)));

    [Theory]
    [InlineData("""<p>x</p><img src="/lead.jpg" style="border-width:0">""", "/lead.jpg")]
    [InlineData("""<p>x</p><img src="/lead.jpg" style="opacity:0">""", null)]
    [InlineData("""<p>x</p><img src="/lead.jpg" style="position:absolute;left:-9999px">""", null)]
    [InlineData("""<p>x</p><img srcset="/a.jpg 320w, /b.jpg 960w, /c.jpg 640w">""", "/b.jpg")]
    public void A_picture_is_hidden_by_its_own_style_alone(string html, string? expected) =>
        Assert.Equal(expected, HtmlPictures.In(new Markup(html, IsHtml: true)).Select(picture => picture.Address).FirstOrDefault());

    [Theory]
    [InlineData("15:45 2026-11-05", "2026-11-05T15:45:00")]
    [InlineData("2026-11-05 15:45 -05:00", "2026-11-05T20:45:00")]
    public void A_part_of_a_date_is_not_a_zone(string written, string expected) =>
        Assert.Equal(expected, FeedDates.Read(written)?.ToString("s", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("PT27M45S", 1665)]
    [InlineData("27:45", 1665)]
    public void Lengths_are_read(string written, int seconds) => Assert.Equal(seconds, MediaFiles.Length(written)?.TotalSeconds);

    [Theory]
    [InlineData("It is so. The post A march first appeared on Land Watch.")]
    [InlineData("It is so. La entrada A march aparece primero en Land Watch.")]
    [InlineData("It is so. L'articolo A march sembra essere il primo su Land Watch.")]
    public void Boilerplate_is_left_out(string text) =>
        Assert.Equal("It is so.", HtmlToBlocks.PlainText(HtmlToBlocks.Read(new Markup(text, IsHtml: false), null, 500)));

    [Fact]
    public async Task A_filter_a_pause_and_an_age_act_as_they_say()
    {
        await using var bench = await ArticleBench.StartAsync(settings: settings => settings.MaxPostsPerPoll = 2);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds quiet 1 00:00-23:59");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 6)));
        await bench.LaterAsync();
        await bench.OrganizerAsync("feeds pause 1");
        await bench.OrganizerAsync("feeds quiet 1 off");
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Empty(bench.Bot.Platform.Sent);

        Assert.Contains("2", PlainText.Write(await bench.OrganizerAsync("feeds resume 1")), StringComparison.Ordinal);
        await bench.OrganizerAsync("feeds pause 1");
        Assert.DoesNotContain("2", PlainText.Write(await bench.OrganizerAsync("feeds resume 1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_whose_pages_contain_a_captcha_script_leads_to_its_feed()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        bench.Server.Serve(
            "/site",
            """<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body><form><div class="g-recaptcha"></div></form></body></html>""",
            "text/html");
        await bench.OrganizerAsync($"feeds add {bench.Server.At("/site")}");
        Assert.EndsWith("/feed", (await bench.FeedAsync()).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_without_a_date_says_so()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Date = null }, new SomeItem(2) { Date = "Thu, 01 Jan 1970 00:00:00 GMT" }, new SomeItem(3)));
        await bench.FollowAsync(postLatest: 3);
        Assert.Equal(2, bench.Bot.Platform.Sent.Count(sent => sent.Text.Contains("no date; first seen", StringComparison.Ordinal)));
        var list = PlainText.Write(await bench.Bot.SayAsync("articles"));
        Assert.Equal(2, list.Split("no date; first seen").Length - 1);
    }

    [Fact]
    public async Task A_search_knows_days_and_signs()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(
            new SomeItem(1) { Title = "100% renewable", Date = "Fri, 01 May 2026 09:00:00 GMT" }, new SomeItem(2) { Title = "1000 people", Date = "Sat, 02 May 2026 09:00:00 GMT" }));
        await bench.FollowAsync();
        Assert.Equal((true, false), await FoundAsync("100%"));
        Assert.Equal((false, true), await FoundAsync("since:2026-05-02"));
        Assert.Equal((true, false), await FoundAsync("until:2026-05-01"));
        Assert.Equal((false, true), await FoundAsync("date:2026-05-02 people"));
        Assert.Equal((false, true), await FoundAsync("NOT renewable"));

        async Task<(bool First, bool Second)> FoundAsync(string words)
        {
            var reply = await bench.Bot.SayAsync($"articles search {words}");
            var titles = reply.Blocks.OfType<Listing>().SelectMany(list => list.Items).SelectMany(line => line).OfType<Link>().Select(link => link.Label).ToList();
            return (titles.Contains("100% renewable"), titles.Contains("1000 people"));
        }
    }

    private static string Hash(string? link = null, string? picture = null, string text = "Text", bool media = false, string? alt = null) => ArticleIdentity.ShownHash(new ParsedItem
    {
        Title = "Title",
        Link = new Uri(link ?? "https://x.example/1"),
        Picture = picture is null ? null : new Uri(picture),
        PictureText = alt,
        Summary = new Markup(text, IsHtml: true),
        Media = media ? new MediaFile(new Uri("https://x.example/a.mp3"), false, null) : null,
    });
}
