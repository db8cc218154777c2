using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Finding and reading stored articles.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("peru", "Peru votes|Peru and the arms fair")]
    [InlineData("\"arms fair\"", "The arms fair|Peru and the arms fair")]
    [InlineData("peru -fair", "Peru votes")]
    [InlineData("votes OR football", "Peru votes|Football")]
    [InlineData("fair arms -\"peru and\"", "The arms fair")]
    public async Task A_search_understands_phrases_minus_and_or(string words, string titles)
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(
            new SomeItem(4) { Title = "Peru votes" }, new SomeItem(3) { Title = "The arms fair" }, new SomeItem(2) { Title = "Peru and the arms fair" },
            new SomeItem(1) { Title = "Football" }));
        await bench.FollowAsync();
        var found = PlainText.Write(await bench.OrganizerAsync($"articles search {words}"));
        foreach (var title in (string[])["Peru votes", "The arms fair", "Peru and the arms fair", "Football"])
            Assert.Equal(titles.Split('|').Contains(title), found.Contains($"• {title}", StringComparison.Ordinal) || found.Contains($"{title} <", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_with_many_results_says_how_to_see_the_others()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 15)));
        await bench.FollowAsync();
        Assert.Contains("5 more. For the next page: articles search article page:2", PlainText.Write(await bench.OrganizerAsync("articles search article")), StringComparison.Ordinal);
        var second = PlainText.Write(await bench.OrganizerAsync("articles search article page:2"));
        Assert.Contains("Article 5", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Article 6", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_full_text_of_an_article_is_shown_with_its_source()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Link = bench.Server.At("/page").ToString() }));
        bench.Server.Serve("/page", "<html><body><nav>Menu</nav><article><h1>Article 1</h1><p>The whole story.</p><script>x()</script></article><footer>Legal</footer></body></html>", "text/html");
        await bench.FollowAsync();
        var id = await bench.Bot.DbAsync(db => db.Articles.Select(a => a.Id).SingleAsync());
        var text = PlainText.Write(await bench.OrganizerAsync($"articles read {id}"));
        Assert.Contains("The whole story.", text, StringComparison.Ordinal);
        Assert.Contains("Source: Land Watch", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Menu", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Legal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("x()", text, StringComparison.Ordinal);
    }
}
