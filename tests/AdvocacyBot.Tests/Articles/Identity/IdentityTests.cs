using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Articles.Identity;

/// <summary>Each article is recognized, whatever its feed does: nothing is lost, nothing is posted twice.</summary>
public sealed class IdentityTests
{
    private const int Seeds = 40;
    private const int Polls = 25;

    public static TheoryData<string, string, bool> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, string, bool>();
            foreach (var guid in Enum.GetValues<GuidShape>())
            {
                foreach (var link in Enum.GetValues<LinkShape>())
                {
                    foreach (var isDated in (bool[])[true, false])
                    {
                        // Without an identifier, a link or a date of its own, an article cannot be told from another version of itself.
                        if (isDated || guid != GuidShape.NewEachTime || link != LinkShape.SameForAll)
                            shapes.Add(guid.ToString(), link.ToString(), isDated);
                    }
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_article_of_a_random_feed_is_found_once(string ids, string link, bool isDated)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var publisher = new Publisher(Enum.Parse<GuidShape>(ids), Enum.Parse<LinkShape>(link), isDated, seed);
            var stored = new List<(ItemTraits Traits, string Title)>();
            for (var poll = 0; poll < Polls; poll++)
            {
                var feed = FeedParser.Parse(Encoding.UTF8.GetBytes(publisher.Next()));
                var items = ArticleIdentity.Identify(feed);
                var matches = ArticleMatcher.Match([.. items.Select(i => i.Traits)], [.. stored.Select(s => s.Traits)], ArticleIdentity.HomeOf(feed));
                for (var i = 0; i < items.Count; i++)
                {
                    var title = items[i].Item.Title.Split(',')[0];
                    if (matches[i] < 0)
                        stored.Add((items[i].Traits, title));
                    else if (stored[matches[i]].Title != title)
                        Assert.Fail($"Seed {seed}, poll {poll}: {title} was taken for {stored[matches[i]].Title}.");
                    else
                        stored[matches[i]] = (items[i].Traits, title);
                }
            }

            Assert.Equal(stored.Select(s => s.Title).Distinct().Count(), stored.Count);
            Assert.Equal(publisher.Added.Count() + 3, stored.Count);
        }
    }

    [Theory]
    [InlineData("Own", "Own")]
    [InlineData("Own", "Fragment")]
    [InlineData("Missing", "SameForAll")]
    [InlineData("Missing", "Parameter")]
    [InlineData("SameForAll", "SameForAll")]
    [InlineData("NewEachTime", "Own")]
    public async Task Every_article_of_a_random_feed_is_posted_once(string ids, string link)
    {
        var publisher = new Publisher(Enum.Parse<GuidShape>(ids), Enum.Parse<LinkShape>(link), isDated: true, seed: 7);
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", publisher.Next());
        await bench.FollowAsync();
        for (var poll = 0; poll < 12; poll++)
        {
            bench.Server.Serve("/feed", publisher.Next());
            await bench.LaterAsync();
        }

        Assert.Equal(
            publisher.Added.Select(number => $"Article {number}"),
            bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title!.Split(',')[0]).OrderBy(title => int.Parse(title.Split(' ')[1])));
    }

    [Theory]
    [InlineData("http://landwatch.example/1", "https://www.landwatch.example/1/")]
    [InlineData("https://landwatch.example/1", "https://landwatch.example/1?utm_source=rss&utm_medium=feed")]
    [InlineData("urn:one", "urn:another")]
    public async Task An_identifier_that_changes_is_recognized_if_the_words_agree(string before, string after)
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Id = before }));
        await bench.FollowAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Id = after, Title = "Article 1, corrected" }));
        await bench.LaterAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Id = after, Title = "Article 1, corrected again" }));
        await bench.LaterAsync();
        Assert.Empty(bench.Bot.Platform.Sent);
        Assert.Equal("Article 1, corrected again", Assert.Single(await bench.ArticlesAsync()).Title);
    }

    [Fact]
    public async Task An_article_stored_by_an_earlier_version_is_recognized()
    {
        await using var bench = await ArticleBench.StartAsync();
        var item = new SomeItem(1) { Id = "http://www.landwatch.example/?p=1#frag" };
        bench.Server.Serve("/feed", SomeFeed.Rss(item));
        await bench.FollowAsync();
        var key = EarlierKeys.Of(FeedParser.Parse(Encoding.UTF8.GetBytes(SomeFeed.Rss(item))).Items[0])[0];
        await bench.Bot.DbAsync(db => db.Articles.ExecuteUpdateAsync(row => row
            .SetProperty(a => a.Key, key).SetProperty(a => a.IdHash, (string?)null).SetProperty(a => a.CanonicalIdHash, (string?)null)
            .SetProperty(a => a.LinkHash, (string?)null).SetProperty(a => a.TextHash, (string?)null).SetProperty(a => a.WordsHash, (string?)null)
            .SetProperty(a => a.ShownHash, (string?)null).SetProperty(a => a.PublisherDate, (DateTime?)null)));

        bench.Server.Serve("/feed", SomeFeed.Rss(item with { Summary = "Another text." }, new SomeItem(2)));
        await bench.LaterAsync();
        Assert.Equal(["Article 2"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Equal(2, (await bench.ArticlesAsync()).Count);
        Assert.All(await bench.ArticlesAsync(), article => Assert.NotNull(article.TextHash));
    }

    [Fact]
    public async Task A_picture_that_arrives_later_reaches_the_post_and_white_space_does_not()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync(postLatest: 1);
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Summary = " What   happened, part 1. " }));
        await bench.LaterAsync();
        Assert.Empty(bench.Bot.Platform.Edits);

        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Extra = "<enclosure url=\"https://landwatch.example/1.jpg\" type=\"image/jpeg\"/>" }));
        await bench.LaterAsync();
        var edit = Assert.Single(bench.Bot.Platform.Edits).Reply;
        Assert.Equal("https://landwatch.example/1.jpg", edit.Picture?.Address.AbsoluteUri);
        Assert.DoesNotContain("Changed by its publisher", PlainText.Write(edit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_appears_at_once_is_stored_and_not_posted()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(100, 3)));
        await bench.FollowAsync();
        var archive = Enumerable.Range(1, 40).Select(number => new SomeItem(number) { Date = "Fri, 02 Jan 2026 09:00:00 GMT", Id = $"old-{number}" });
        bench.Server.Serve("/feed", SomeFeed.Rss([new SomeItem(103), .. SomeFeed.Items(100, 3), .. archive]));
        await bench.LaterAsync();
        Assert.Equal(["Article 103"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Equal(44, (await bench.ArticlesAsync()).Count);
    }
}
