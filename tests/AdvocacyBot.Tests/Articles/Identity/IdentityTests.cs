using System.Globalization;
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

    public static TheoryData<string, string, bool, string, bool> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, string, bool, string, bool>();
            foreach (var guid in Enum.GetValues<GuidShape>())
            {
                foreach (var link in Enum.GetValues<LinkShape>())
                {
                    foreach (var (isDated, text, isOneAtATime) in Contents)
                    {
                        if (CanBeToldApart(guid, link, isDated, text, isOneAtATime))
                            shapes.Add(guid.ToString(), link.ToString(), isDated, text.ToString(), isOneAtATime);
                    }
                }
            }

            return shapes;
        }
    }

    private static IEnumerable<(bool IsDated, TextShape Text, bool IsOneAtATime)> Contents =>
        from isDated in (bool[])[true, false]
        from text in Enum.GetValues<TextShape>()
        from isOneAtATime in (bool[])[false, true]
        select (isDated, text, isOneAtATime);

    /// <summary>Whether anything but its title distinguishes an article from another version of itself.</summary>
    private static bool CanBeToldApart(GuidShape guid, LinkShape link, bool isDated, TextShape text, bool isOneAtATime) => (guid, isOneAtATime) switch
    {
        (GuidShape.Own, _) => true,
        (GuidShape.SameForAll, true) => isDated && text != TextShape.SameForAll,
        (GuidShape.NewEachTime, true) => isDated && text == TextShape.Own,
        (GuidShape.NewEachTime, false) => isDated || (link != LinkShape.SameForAll && text == TextShape.Own),
        _ => isDated || text == TextShape.Own,
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_article_of_a_random_feed_is_found_once(string ids, string link, bool isDated, string text, bool isOneAtATime)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var publisher = new Publisher(Enum.Parse<GuidShape>(ids), Enum.Parse<LinkShape>(link), isDated, seed, Enum.Parse<TextShape>(text), isOneAtATime);
            var stored = new List<(ItemTraits Traits, string Title)>();
            for (var poll = 0; poll < Polls; poll++)
            {
                var feed = FeedParser.Parse(Encoding.UTF8.GetBytes(publisher.Next()));
                var items = ArticleIdentity.Identify(feed);
                var matches = ArticleMatcher.Match([.. items.Select(i => i.Traits)], [.. stored.Select(s => s.Traits)], ArticleIdentity.HomeOf(feed), [.. stored.TakeLast(20).Select(s => s.Traits.Link)]);
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
            Assert.Equal(publisher.Added.Count() + publisher.FirstCount, stored.Count);
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
            publisher.Added,
            bench.Bot.Platform.Sent.Select(sent => int.Parse(sent.Reply.Title!.Split(',')[0].Split(' ')[1], CultureInfo.InvariantCulture)).Order());
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

    /// <summary>Feeds that show one item at a time, as status pages and notice boards do, and what they post after the first one.</summary>
    [Theory]
    [InlineData("no guid, one link, no text, dated", "Incident 1|Incident 2")]
    [InlineData("no guid, one link, standing text, dated", "Incident 1|Incident 2")]
    [InlineData("no guid, one link, own texts, no dates", "Incident 1|Incident 2")]
    [InlineData("own guids, one link, no text, no dates", "Incident 1|Incident 2")]
    [InlineData("own guids, own links, no text, standing title, days", "Public notice|Public notice")]
    [InlineData("own guids, own links, standing text, standing title, days", "Public notice|Public notice")]
    [InlineData("guid of an older article, dated", "Incident 1|Incident 2")]
    [InlineData("random guids, own link, comment count, time of generation", "")]
    [InlineData("guid and text and date change", "")]
    public async Task What_a_feed_shows_one_at_a_time_is_posted_once(string shape, string titles)
    {
        await using var bench = await ArticleBench.StartAsync();
        for (var poll = 0; poll < 3; poll++)
        {
            bench.Server.Serve("/feed", SomeFeed.Rss(OneAtATime(shape, poll)));
            await (poll == 0 ? bench.FollowAsync() : bench.LaterAsync());
        }

        Assert.Equal(titles.Split('|', StringSplitOptions.RemoveEmptyEntries), bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Empty(bench.Bot.Platform.Edits);
    }

    private static SomeItem OneAtATime(string shape, int number)
    {
        var item = new SomeItem(number) { Title = $"Incident {number}", Link = "https://landwatch.example/now" };
        var day = $"2026-05-0{1 + number}";
        return shape switch
        {
            "no guid, one link, no text, dated" => item with { Id = null, Summary = "" },
            "no guid, one link, standing text, dated" => item with { Id = null, Summary = "See the status page." },
            "no guid, one link, own texts, no dates" => item with { Id = null, Date = null, Summary = number == 0 ? "Mail is slow." : number == 1 ? "Nobody can sign in." : "All is well." },
            "own guids, one link, no text, no dates" => item with { Date = null, Summary = "" },
            "own guids, own links, no text, standing title, days" => item with { Title = "Public notice", Link = $"https://landwatch.example/notice?ref={number}", Summary = "", Date = "2026-05-01" },
            "own guids, own links, standing text, standing title, days" => item with { Title = "Public notice", Link = $"https://landwatch.example/notice?ref={number}", Summary = "Read it.", Date = "2026-05-01" },
            "guid of an older article, dated" => item with { Id = "the-page", Link = $"https://landwatch.example/{number}" },
            "random guids, own link, comment count, time of generation" => new SomeItem(1) { Id = $"{number}-{Guid.NewGuid()}", Title = $"March for water ({number} comments)", Date = $"{day}T10:07:00Z" },
            _ => new SomeItem(1) { Id = number == 0 ? "http://landwatch.example/1" : "https://landwatch.example/1", Summary = number == 0 ? "Before." : "After.", Date = $"{day}T10:07:00Z" },
        };
    }

    [Fact]
    public async Task Untitled_items_that_share_a_guid_and_a_link_are_told_apart_by_their_texts()
    {
        await using var bench = await ArticleBench.StartAsync();
        SomeItem Note(int number) => new(number) { Id = "the-feed", Link = null, Title = "", Date = null };
        bench.Server.Serve("/feed", SomeFeed.Rss(Note(1)));
        await bench.FollowAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(Note(3), Note(2), Note(1)));
        await bench.LaterAsync();
        Assert.Equal(3, (await bench.ArticlesAsync()).Count);
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task Two_feeds_that_link_all_items_to_one_page_are_both_posted_and_one_story_only_once()
    {
        await using var bench = await ArticleBench.StartAsync();
        SomeItem At(int number, string title) => new(number) { Title = title, Link = "https://landwatch.example/now", Id = title, Summary = $"About {title}" };
        bench.Server.Serve("/feed", SomeFeed.Rss(At(0, "Start here")));
        bench.Server.Serve("/other", SomeFeed.Rss(At(0, "Begin there")));
        await bench.FollowAsync();
        await bench.FollowAsync("/other");
        bench.Server.Serve("/feed", SomeFeed.Rss(At(1, "Power is out")));
        bench.Server.Serve("/other", SomeFeed.Rss(At(1, "Nobody can sign in")));
        await bench.LaterAsync();
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);

        bench.Server.Serve("/other", SomeFeed.Rss(At(2, "Power is out")));
        await bench.LaterAsync();
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task The_rest_of_a_first_document_that_broke_off_is_not_posted()
    {
        await using var bench = await ArticleBench.StartAsync();
        var whole = SomeFeed.Rss(SomeFeed.Items(1, 9));
        bench.Server.Serve("/feed", whole[..(whole.Length / 2)]);
        await bench.FollowAsync();
        bench.Server.Serve("/feed", whole);
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(2));
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 10)));
        await bench.LaterAsync();
        Assert.Equal(["Article 10"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));
        Assert.Equal(10, (await bench.ArticlesAsync()).Count);
    }

    [Theory]
    [InlineData("https://landwatch.example/notice?pk_id=7", "https://landwatch.example/notice?pk_id=8", false)]
    [InlineData("https://landwatch.example/a?pk_campaign=x", "https://landwatch.example/a?hsa_acc=7", true)]
    public void Parameters_of_campaigns_are_dropped_and_others_stay(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Links.Canonical(new Uri(one)) == Links.Canonical(new Uri(other)));

    [Theory]
    [InlineData("incident 1", "incident 2", false)]
    [InlineData("power is out", "nobody can sign in", false)]
    [InlineData("march for water (3 comments)", "march for water (12 comments)", true)]
    [InlineData("article 5", "article 5, edited 2", true)]
    [InlineData("", "", false)]
    public void Titles_are_akin_if_one_may_be_an_edit_of_the_other(string one, string other, bool isAkin) => Assert.Equal(isAkin, TitleWords.AreAkin(one, other));
}
