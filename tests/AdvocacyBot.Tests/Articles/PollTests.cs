using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles;

public sealed class PollTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_first_poll_stores_what_is_there_and_posts_nothing(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bench.FollowAsync();

        Assert.Equal(3, (await bench.ArticlesAsync()).Count);
        Assert.Empty(bench.Bot.Platform.Sent);
        Assert.Equal("Land Watch", (await bench.FeedAsync()).Title);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_new_is_posted_once_in_every_channel_that_follows(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.FollowAsync();
        await bench.FollowAsync(channel: Some.Channel with { Id = "other" });
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        await bench.LaterAsync();
        await bench.LaterAsync();

        var here = bench.Bot.Platform.Sent.Where(s => s.Message.Channel == Some.Channel).Select(s => s.Reply.Title);
        Assert.Equal(["Article 3", "Article 4"], here);
        Assert.Equal(4, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task The_latest_are_posted_on_request_oldest_first()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)));
        await bench.FollowAsync(postLatest: 2);
        Assert.Equal(["Article 4", "Article 5"], bench.Bot.Platform.Sent.Select(s => s.Reply.Title));

        await bench.FollowAsync(postLatest: 1, channel: Some.Channel with { Id = "late" });
        Assert.Equal("Article 5", bench.Bot.Platform.Sent[^1].Reply.Title);
        Assert.Equal(3, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task A_server_is_asked_with_the_tag_that_it_gave()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Tagged("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)), "\"one\"");
        await bench.FollowAsync();
        await bench.LaterAsync();

        Assert.Equal("\"one\"", bench.Server.Requests[^1].Headers.IfNoneMatch);
        Assert.Equal(0, (await bench.FeedAsync()).Failures);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_changed_article_edits_its_post_and_is_never_posted_again(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync(postLatest: 1);
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Title = "Article 1, corrected" }));
        await bench.LaterAsync();
        await bench.LaterAsync();

        Assert.Single(bench.Bot.Platform.Sent);
        var edit = Assert.Single(bench.Bot.Platform.Edits);
        Assert.Equal("Article 1, corrected", edit.Reply.Title);
        Assert.Contains("Changed by its publisher", PlainText.Write(edit.Reply), StringComparison.Ordinal);
        Assert.Equal(2, (await bench.ArticlesAsync())[0].Version);
    }

    [Fact]
    public async Task A_document_that_is_no_feed_changes_nothing_that_was_known()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Tagged("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)), "\"one\"");
        await bench.FollowAsync();
        bench.Server.Serve("/feed", "<!doctype html><html><body>Down for maintenance</body></html>", "text/html");
        await bench.LaterAsync();

        var feed = await bench.FeedAsync();
        Assert.Equal("\"one\"", feed.ETag);
        Assert.Equal("html", feed.Problem);
        Assert.True(feed.Failures > 0);
        Assert.Single(await bench.ArticlesAsync());
    }

    [Fact]
    public async Task An_article_that_changes_before_its_post_goes_out_goes_out_changed()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds quiet 1 22:00-12:00");
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(11));
        bench.Server.Serve("/feed", SomeFeed.Rss([new SomeItem(2) { Title = "Article 2, corrected" }, .. SomeFeed.Items(1, 1)]));
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(7));
        Assert.Empty(bench.Bot.Platform.Sent);
        await bench.LaterAsync();

        Assert.Equal("Article 2, corrected", Assert.Single(bench.Bot.Platform.Sent).Reply.Title);
        Assert.Empty(bench.Bot.Platform.Edits);
    }

    [Fact]
    public async Task An_article_that_changes_while_its_post_is_uncertain_is_edited_once_that_is_known()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        bench.Bot.Platform.AfterSend = _ => throw new SendFailedException(SendFailure.Later, "No answer.", TimeSpan.FromHours(12));
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.LaterAsync();
        bench.Bot.Platform.AfterSend = null;
        bench.Server.Serve("/feed", SomeFeed.Rss([new SomeItem(2) { Title = "Article 2, corrected" }, .. SomeFeed.Items(1, 1)]));
        await bench.LaterAsync();
        await bench.LaterAsync();
        await bench.LaterAsync();

        Assert.Equal("Article 2", Assert.Single(bench.Bot.Platform.Sent).Reply.Title);
        Assert.Equal("Article 2, corrected", Assert.Single(bench.Bot.Platform.Edits).Reply.Title);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_feed_is_added_by_command_and_listed_and_removed(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        var added = await bench.OrganizerAsync($"feeds add {bench.Server.At("/feed")} --post-latest 1");
        Assert.Contains("Land Watch is now followed", PlainText.Write(added), StringComparison.Ordinal);
        await bench.Bot.TurnAsync();
        Assert.Equal("Article 2", Assert.Single(bench.Bot.Platform.Sent).Reply.Title);

        Assert.Contains("Land Watch", PlainText.Write(await bench.OrganizerAsync("feeds list")), StringComparison.Ordinal);
        Assert.Contains("Article 1", PlainText.Write(await bench.Bot.SayAsync("articles latest")), StringComparison.Ordinal);
        Assert.Contains("Article 2", PlainText.Write(await bench.Bot.SayAsync("articles part 2")), StringComparison.Ordinal);
        Assert.Contains("no longer followed", PlainText.Write(await bench.OrganizerAsync("feeds remove land watch")), StringComparison.Ordinal);
        Assert.Equal(FeedState.Unfollowed, (await bench.FeedAsync()).State);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/feed", "not on the public internet")]
    [InlineData("http://[::ffff:127.0.0.2]/feed", "not on the public internet")]
    [InlineData("http://2130706433/feed", "not on the public internet")]
    [InlineData("http://localhost:1/feed", "not on the public internet")]
    [InlineData("http://user:word@example.org/feed", "is not an address")]
    [InlineData("file:///etc/passwd", "is not an address")]
    [InlineData("nothing", "is not an address")]
    public async Task An_address_that_may_not_be_read_is_refused_in_plain_words(string address, string words)
    {
        await using var bench = await ArticleBench.StartAsync();
        Assert.Contains(words, PlainText.Write(await bench.OrganizerAsync($"feeds add {address}")), StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_clock_that_was_years_ahead_keeps_no_feed_waiting_and_posts_nothing_twice(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.FollowAsync();
        bench.Bot.Clock.Step(TimeSpan.FromDays(3_650));
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bench.LaterAsync();

        bench.Bot.Clock.Step(TimeSpan.FromDays(-3_650));
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        await bench.Bot.TurnAsync();
        await bench.Bot.TurnAsync();

        Assert.Equal(["Article 3", "Article 4"], bench.Bot.Platform.Sent.Select(s => s.Reply.Title));
    }
}
