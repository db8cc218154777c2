using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Articles that change after they were posted, and pictures that only their page names.</summary>
public sealed class ChangeTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_article_whose_words_change_is_posted_again_if_a_channel_wants_that(Database database)
    {
        await using var bench = await FollowedAsync(database);
        Assert.Contains("posted again", PlainText.Write(await bench.OrganizerAsync("feeds repost 1 on")), StringComparison.Ordinal);
        await ServeAsync(bench, new SomeItem(2));
        await ServeAsync(bench, new SomeItem(2) { Title = "Article 2, corrected" });
        await ServeAsync(bench, new SomeItem(2) { Title = "Article 2, corrected", Link = "https://landwatch.example/2-moved" });
        Assert.Equal(["Article 2", "Article 2, corrected"], Titles(bench));
        // The first message is edited by both changes, the second one by the link.
        Assert.Equal(3, bench.Bot.Platform.Edits.Count);
        Assert.Contains("Changed by its publisher", bench.Bot.Platform.Sent[1].Text, StringComparison.Ordinal);

        await bench.OrganizerAsync("feeds repost 1 off");
        await ServeAsync(bench, new SomeItem(2) { Title = "Article 2, corrected again" });
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);
        Assert.Equal(5, bench.Bot.Platform.Edits.Count);
    }

    [Fact]
    public async Task A_changed_article_that_the_filter_refuses_is_corrected_and_not_posted_again()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds repost 1 on");
        await bench.OrganizerAsync("feeds filter 1 -football");
        await ServeAsync(bench, new SomeItem(2));
        await ServeAsync(bench, new SomeItem(2) { Title = "Football" });
        Assert.Equal(["Article 2"], Titles(bench));
        Assert.Equal("Football", Assert.Single(bench.Bot.Platform.Edits).Reply.Title);
    }

    [Fact]
    public async Task A_pause_takes_back_a_repost_that_waits_and_later_changes_still_reach_the_first_post()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds repost 1 on");
        await ServeAsync(bench, new SomeItem(2));
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds quiet 1 00:00-23:59");
        await ServeAsync(bench, new SomeItem(2) { Title = "Corrected" });
        await bench.OrganizerAsync("feeds pause 1");
        await bench.OrganizerAsync("feeds quiet 1 off");
        await ServeAsync(bench, new SomeItem(2) { Title = "Corrected again" });
        Assert.Equal(["Article 2"], Titles(bench));
        Assert.Equal("Corrected again", bench.Bot.Platform.Edits[^1].Reply.Title);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_digest_is_corrected_when_one_of_its_articles_changes(Database database)
    {
        await using var bench = await FollowedAsync(database);
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds digest 1 daily 09:00");
        await ServeAsync(bench, new SomeItem(3), new SomeItem(2));
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Contains("Article 3", Assert.Single(bench.Bot.Platform.Sent).Text, StringComparison.Ordinal);

        await ServeAsync(bench, new SomeItem(3) { Title = "Article 3, corrected" }, new SomeItem(2));
        var edit = PlainText.Write(Assert.Single(bench.Bot.Platform.Edits).Reply);
        Assert.Contains("Article 3, corrected", edit, StringComparison.Ordinal);
        Assert.Contains("Article 2", edit, StringComparison.Ordinal);
        Assert.Single(bench.Bot.Platform.Sent);
    }

    [Fact]
    public async Task The_page_of_an_article_is_asked_for_a_picture_on_request()
    {
        await using var bench = await FollowedAsync();
        bench.Server.Serve("/2", """<html><head><title>x</title><meta property="og:image" content="/lead.jpg"><meta property="og:image:alt" content="A march"></head><body></body></html>""", "text/html");
        bench.Server.Serve("/3", """<html><head><meta name="twitter:image" content="https://landwatch.example/three.jpg"></head>""", "text/html");
        await ServeAsync(bench, new SomeItem(2) { Link = bench.Server.At("/2").ToString() });
        Assert.Null(bench.Bot.Platform.Sent[0].Reply.Picture);
        Assert.DoesNotContain(bench.Server.Requests, request => request.Path == "/2");

        Assert.Contains("article's page", PlainText.Write(await bench.OrganizerAsync("feeds picture 1 link page")), StringComparison.Ordinal);
        var first = new SomeItem(4) { Link = bench.Server.At("/2").ToString() + "?4" };
        bench.Server.Serve("/2?4", """<html><head><meta property="og:image" content="/lead.jpg"><meta property="og:image:alt" content="A march"></head><body></body></html>""", "text/html");
        await ServeAsync(bench, first, new SomeItem(3) { Link = bench.Server.At("/3").ToString() });
        Assert.Equal(
            [("https://landwatch.example/three.jpg", null), (bench.Server.At("/lead.jpg").ToString(), "A march")],
            bench.Bot.Platform.Sent.Skip(1).Select(sent => (sent.Reply.Picture?.Address.ToString(), sent.Reply.Picture?.AltText)));

        // The feed still names no picture: that is not a change.
        await ServeAsync(bench, first, new SomeItem(3) { Link = bench.Server.At("/3").ToString() });
        Assert.Empty(bench.Bot.Platform.Edits);
    }

    [Fact]
    public async Task A_page_in_a_private_network_is_not_asked_for_a_picture()
    {
        await using var other = await FeedServer.StartAsync();
        other.Serve("/2", """<html><head><meta property="og:image" content="/lead.jpg"></head>""", "text/html");
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds picture 1 link page");
        await ServeAsync(bench, new SomeItem(2) { Link = other.At("/2").ToString() });
        Assert.Equal(["Article 2"], Titles(bench));
        Assert.Null(bench.Bot.Platform.Sent[0].Reply.Picture);
        Assert.Empty(other.Requests);
    }

    private static async Task<ArticleBench> FollowedAsync(Database database = Database.Sqlite)
    {
        var bench = await ArticleBench.StartAsync(database);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        return bench;
    }

    private static Task ServeAsync(ArticleBench bench, params SomeItem[] items)
    {
        bench.Server.Serve("/feed", SomeFeed.Rss([.. items, .. SomeFeed.Items(1, 1)]));
        return bench.LaterAsync();
    }

    private static IEnumerable<string?> Titles(ArticleBench bench) => bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title);
}
