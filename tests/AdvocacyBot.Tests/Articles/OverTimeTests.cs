using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Settings and servers that change while a feed is followed.</summary>
public sealed class OverTimeTests
{
    [Fact]
    public async Task A_feed_that_is_removed_and_added_again_posts_nothing_twice_and_goes_on()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        for (var times = 0; times < 2; times++)
        {
            await bench.OrganizerAsync($"feeds add {bench.Server.At("/feed")} --post-latest 1");
            await bench.Bot.TurnAsync();
            if (times == 0)
                await bench.OrganizerAsync("feeds remove 1");
        }

        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.LaterAsync();
        Assert.Equal(["Article 1", "Article 2"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Equal(0, (await bench.FeedAsync()).Failures);
    }

    [Fact]
    public async Task A_paused_feed_posts_neither_its_digest_nor_what_quiet_hours_delayed()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds quiet 1 00:00-23:59");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await ReadAsync(bench);
        await bench.OrganizerAsync("feeds digest 1 daily 09:00");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await ReadAsync(bench);
        await bench.OrganizerAsync("feeds pause 1");
        await bench.OrganizerAsync("feeds quiet 1 off");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Empty(bench.Bot.Platform.Sent);

        Assert.Contains("2 articles were not posted", PlainText.Write(await bench.OrganizerAsync("feeds resume 1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_time_zone_moves_the_next_digest()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds digest 1 daily 09:00");
        Assert.Equal(9, (await NextDigestAsync(bench))?.Hour);
        await bench.OrganizerAsync("feeds zone 1 America/Lima");
        Assert.Equal(14, (await NextDigestAsync(bench))?.Hour);
    }

    [Theory]
    [InlineData("everyone")]
    [InlineData("@here")]
    [InlineData("organizers")]
    public async Task A_mention_that_cannot_happen_is_refused(string mention)
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync($"feeds mention 1 {mention}");
        Assert.Null(await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.Mention).SingleAsync()));
    }

    [Fact]
    public async Task Many_feeds_that_fail_together_make_one_message()
    {
        await using var bench = await ArticleBench.StartAsync();
        for (var feed = 0; feed < 12; feed++)
        {
            bench.Server.Serve($"/{feed}", SomeFeed.Rss(SomeFeed.Items(1, 1)));
            await bench.FollowAsync($"/{feed}");
        }

        for (var feed = 0; feed < 12; feed++)
            bench.Server.Status($"/{feed}", 503);
        for (var i = 0; i < 12; i++)
            await bench.LaterAsync();
        Assert.Contains("I have not been able to read 12 feeds", Assert.Single(bench.Bot.Platform.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_whose_last_article_is_old_is_not_called_quiet_as_soon_as_it_is_followed()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(Enumerable.Range(1, 5).Select(day => new SomeItem(day) { Date = $"0{day} Jan 2025 09:00 GMT" })));
        await bench.FollowAsync();
        await bench.LaterAsync();
        await bench.LaterAsync();
        Assert.Empty(bench.Bot.Platform.Sent);
    }

    [Fact]
    public async Task New_validators_are_kept_even_if_the_document_is_the_same()
    {
        await using var bench = await ArticleBench.StartAsync();
        foreach (var tag in (string[])["\"v0\"", "\"v1\"", "\"v2\""])
        {
            bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)), with: response => response.Headers.ETag = tag);
            await (tag == "\"v0\"" ? bench.FollowAsync() : bench.LaterAsync());
            Assert.Equal(tag, (await bench.FeedAsync()).ETag);
        }
    }

    [Fact]
    public async Task A_site_that_sets_a_cookie_and_redirects_to_itself_is_read_through_a_proxy()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.On("/feed", async context =>
        {
            if (!context.Request.Cookies.ContainsKey("seen"))
            {
                context.Response.Headers.SetCookie = "seen=1; Path=/";
                context.Response.Redirect("/feed");
                return;
            }

            context.Response.StatusCode = 203;
            await context.Response.WriteAsync(SomeFeed.Rss(SomeFeed.Items(1, 1)));
        });
        await bench.FollowAsync();
        Assert.Single(await bench.ArticlesAsync());
    }

    [Theory]
    [InlineData(401, "sign-in")]
    [InlineData(403, "refuses programs")]
    [InlineData(404, "nothing at that address")]
    [InlineData(429, "too many requests")]
    [InlineData(503, "will try again later")]
    public async Task A_refusal_is_explained_in_words(int status, string words)
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Status("/feed", status);
        Assert.Contains(words, PlainText.Write(await bench.OrganizerAsync($"feeds add {bench.Server.At("/feed")}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_for_humans_is_explained_in_words()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", "<html><head><title>Just a moment...</title></head><body></body></html>", "text/html");
        Assert.Contains("check for humans", PlainText.Write(await bench.OrganizerAsync($"feeds add {bench.Server.At("/feed")}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_is_read_at_once_on_request()
    {
        await using var bench = await FollowedAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        Assert.Contains("I am reading", PlainText.Write(await bench.OrganizerAsync("feeds read 1")), StringComparison.Ordinal);
        await bench.Bot.TurnAsync();
        Assert.Equal(["Article 2"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Contains("next read", PlainText.Write(await bench.OrganizerAsync("feeds list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_says_what_it_understood_and_what_it_lets_through()
    {
        await using var bench = await FollowedAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss([new SomeItem(3) { Title = "Football" }, .. SomeFeed.Items(1, 2)]));
        await bench.LaterAsync();
        var told = PlainText.Write(await bench.OrganizerAsync("feeds filter 1 NOT football"));
        Assert.Contains("never: football", told, StringComparison.Ordinal);
        Assert.Contains("2 of the last 3", told, StringComparison.Ordinal);
        Assert.Contains("no parentheses", PlainText.Write(await bench.OrganizerAsync("feeds filter 1 (peru OR ana)")), StringComparison.Ordinal);
        Assert.Equal("NOT football", await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.Filter).SingleAsync()));
    }

    [Theory]
    [InlineData("{Title} by { author }", null)]
    [InlineData("{summary", "brace")]
    [InlineData("New article!", "at least one of")]
    [InlineData("{colour}", "no part called")]
    public async Task A_template_is_understood_or_refused(string template, string? problem)
    {
        await using var bench = await FollowedAsync();
        var told = PlainText.Write(await bench.OrganizerAsync($"feeds template 1 {template}"));
        Assert.Equal(problem is null, await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.Template).SingleAsync()) is not null);
        Assert.Contains(problem ?? "Land Watch", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_template_line_without_a_value_are_left_out()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds template 1 By {author} in {source} · {feed} · {title}");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.LaterAsync();
        Assert.Contains("Land Watch · Article 2", bench.Bot.Platform.Sent[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("By ", bench.Bot.Platform.Sent[0].Text, StringComparison.Ordinal);
    }

    private static Task<DateTime?> NextDigestAsync(ArticleBench bench) => bench.Bot.DbAsync(db => db.Subscriptions.AsNoTracking().Select(s => s.NextDigestAt).SingleAsync());

    private static async Task ReadAsync(ArticleBench bench)
    {
        await bench.OrganizerAsync("feeds read 1");
        await bench.Bot.TurnAsync();
    }

    private static async Task<ArticleBench> FollowedAsync()
    {
        var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        return bench;
    }
}
