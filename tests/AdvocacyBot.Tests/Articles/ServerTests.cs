using System.IO.Compression;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Servers as they are.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task An_address_that_has_moved_for_good_is_kept_after_it_held_twice()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Redirect("/feed", "/new");
        bench.Server.Serve("/new", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        Assert.EndsWith("/feed", (await bench.FeedAsync()).Address, StringComparison.Ordinal);
        await bench.LaterAsync();
        Assert.EndsWith("/new", (await bench.FeedAsync()).Address, StringComparison.Ordinal);
        Assert.False((await bench.FeedAsync()).IsHeld);
    }

    [Fact]
    public async Task A_feed_that_moves_to_another_domain_is_held_until_an_organizer_lets_it_pass()
    {
        await using var elsewhere = await FeedServer.StartAsync();
        await using var bench = await ArticleBench.StartAsync(settings: settings => settings.AllowedPrivateHosts =
            [.. settings.AllowedPrivateHosts, $"localhost:{elsewhere.Address.Port}"]);
        bench.Server.Redirect("/feed", $"http://localhost:{elsewhere.Address.Port}/feed");
        elsewhere.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        await bench.LaterAsync();
        elsewhere.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bench.LaterAsync();

        Assert.True((await bench.FeedAsync()).IsHeld);
        Assert.Contains(bench.Bot.Platform.Sent, s => s.Text.Contains("on another domain", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Bot.Platform.Sent, s => s.Reply.Title is not null);

        var held = await bench.OrganizerAsync("articles held");
        await bench.Bot.ChooseAsync(held.Choices[0].Id, organizer: true);
        await bench.Bot.ChooseAsync(held.Choices[3].Id, organizer: true);
        await bench.Bot.TurnAsync();
        Assert.Equal(["Article 2"], bench.Bot.Platform.Sent.Select(s => s.Reply.Title).OfType<string>());
        await bench.OrganizerAsync("feeds hold off");
        Assert.False((await bench.FeedAsync()).IsHeld);
    }

    [Fact]
    public async Task A_feed_that_is_gone_is_told_once_and_asked_no_more()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        bench.Server.Status("/feed", 410);
        await bench.LaterAsync();
        var asked = bench.Server.Requests.Count;
        await bench.LaterAsync();

        Assert.Equal(asked, bench.Server.Requests.Count);
        Assert.Contains("gone for good", Assert.Single(bench.Bot.Platform.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_gets_it()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Status("/feed", 429, response => response.Headers.RetryAfter = "7200");
        await bench.FollowAsync();
        await bench.Bot.AdvanceAsync(TimeSpan.FromMinutes(119));
        Assert.Single(bench.Server.Requests);
        await bench.Bot.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_says_how_long_its_answer_holds_is_left_alone_as_long()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)), with: response => response.Headers.CacheControl = "max-age=36000");
        await bench.FollowAsync();
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(9));
        Assert.Single(bench.Server.Requests);
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_drips_ends_at_the_deadline()
    {
        await using var bench = await ArticleBench.StartAsync();
        var reached = new TaskCompletionSource();
        bench.Server.On("/feed", async context =>
        {
            await context.Response.WriteAsync("<rss>", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var following = bench.FollowAsync();
        await reached.Task;
        bench.Bot.Clock.Advance(TimeSpan.FromSeconds(31));
        await following;
        Assert.Equal("timeout", (await bench.FeedAsync()).Problem);
    }

    [Fact]
    public async Task What_is_compressed_and_cut_off_keeps_its_whole_items_and_is_asked_for_again_in_full()
    {
        await using var bench = await ArticleBench.StartAsync();
        var whole = Gzip(SomeFeed.Rss(SomeFeed.Items(1, 400)));
        bench.Server.Serve("/feed", whole[..(whole.Length * 2 / 3)], with: response =>
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.ETag = "\"half\"";
        });
        await bench.FollowAsync();
        Assert.InRange((await bench.ArticlesAsync()).Count, 10, 399);
        Assert.Null((await bench.FeedAsync()).ETag);

        bench.Server.Serve("/feed", whole);
        await bench.LaterAsync();
        Assert.Equal(400, (await bench.ArticlesAsync()).Count);
    }

    [Fact]
    public async Task What_is_labelled_as_compressed_and_is_not_is_read_all_the_same()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)), with: response => response.Headers.ContentEncoding = "gzip");
        await bench.FollowAsync();
        Assert.Single(await bench.ArticlesAsync());
    }

    [Fact]
    public async Task A_small_body_that_grows_beyond_the_limit_is_refused()
    {
        await using var bench = await ArticleBench.StartAsync(settings: settings => settings.MaxBytes = 1_000_000);
        bench.Server.Serve("/feed", Gzip(new string(' ', 50_000_000)), with: response => response.Headers.ContentEncoding = "gzip");
        await bench.FollowAsync();
        Assert.StartsWith("large", (await bench.FeedAsync()).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", "private")]
    [InlineData("http://[64:ff9b::7f00:1]/", "private")]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("gopher://example.org/", "scheme")]
    [InlineData("http://name:word@example.org/", "scheme")]
    [InlineData("/feed", "redirects")]
    public async Task A_redirect_is_checked_like_the_first_address(string to, string problem)
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Redirect("/feed", to, 302);
        await bench.FollowAsync();
        Assert.Equal(problem, (await bench.FeedAsync()).Problem);
        Assert.InRange(bench.Server.Requests.Count, 1, 6);
    }

    [Fact]
    public async Task A_feed_that_fails_for_long_is_told_once_and_again_when_it_is_well()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        bench.Server.Status("/feed", 503);
        for (var i = 0; i < 12; i++)
            await bench.LaterAsync();
        Assert.Contains("have not been able to read", Assert.Single(bench.Bot.Platform.Sent).Text, StringComparison.Ordinal);
        Assert.Contains("error 503", PlainText.Write(await bench.OrganizerAsync("feeds list")), StringComparison.Ordinal);

        // The next read comes at a random moment within twelve hours or so, and the notice an hour later.
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        for (var i = 0; i < 6; i++)
            await bench.LaterAsync();
        Assert.Contains("I can read the feed", bench.Bot.Platform.Sent[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task A_feed_that_falls_silent_is_told_once()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)));
        await bench.FollowAsync();
        for (var i = 0; i < 5; i++)
            await bench.Bot.AdvanceAsync(TimeSpan.FromDays(7));
        Assert.Contains("unusually quiet", Assert.Single(bench.Bot.Platform.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_feed_posts_a_few_articles_and_a_line()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5_001)));
        await bench.LaterAsync();
        await bench.Bot.TurnAsync();

        Assert.Equal(5_001, (await bench.ArticlesAsync()).Count);
        Assert.Equal(11, bench.Bot.Platform.Sent.Count);
        Assert.Contains("4990 more new articles", bench.Bot.Platform.Sent[^1].Text.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_s_address_is_enough()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/", """<html><head><link rel="alternate" type="application/rss+xml" href="/news.xml"></head></html>""", "text/html");
        bench.Server.Serve("/news.xml", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        Assert.Contains("Land Watch is now followed", PlainText.Write(await bench.OrganizerAsync($"feeds add {bench.Server.Address}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_does_not_name_its_feed_is_searched_where_feeds_usually_are()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/", "<html><body>Welcome</body></html>", "text/html");
        bench.Server.Serve("/atom.xml", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.OrganizerAsync($"feeds add {bench.Server.Address}");
        Assert.EndsWith("/atom.xml", (await bench.FeedAsync()).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_with_several_feeds_offers_the_choice()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve(
            "/",
            """
            <html><head><link rel="alternate" type="application/rss+xml" title="News" href="/news.xml">
            <link rel="alternate" type="application/atom+xml" title="Actions" href="/actions.xml"></head></html>
            """,
            "text/html");
        bench.Server.Serve("/actions.xml", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        var offer = await bench.OrganizerAsync($"feeds add {bench.Server.Address}");
        Assert.Equal(["News", "Actions"], offer.Choices.Select(c => c.Label));

        Assert.Contains("Only organizers", PlainText.Write(await bench.Bot.ChooseAsync(offer.Choices[1].Id)), StringComparison.Ordinal);
        Assert.Contains("is now followed", PlainText.Write(await bench.Bot.ChooseAsync(offer.Choices[1].Id, organizer: true)), StringComparison.Ordinal);
        await bench.Bot.TurnAsync();
        Assert.Single(await bench.ArticlesAsync());
    }

    private static byte[] Gzip(string text)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return to.ToArray();
    }
}
