using System.Runtime.CompilerServices;
using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>Documents as publishers, proxies and attackers write them.</summary>
public sealed class OddInputTests
{
    private static readonly Uri Address = new("https://landwatch.example/feed.xml");

    [Theory]
    [InlineData("bom-and-blanks.xml", "Article 1")]
    [InlineData("utf-16.xml", "Vigilia en Ñuñoa – día 3")]
    [InlineData("utf-16-no-mark.xml", "Vigilia en Ñuñoa – día 3")]
    [InlineData("utf-32.xml", "Vigilia en Ñuñoa – día 3")]
    [InlineData("latin-1-called-utf-8.xml", "Vigilia en Ñuñoa, día 3")]
    [InlineData("bogus-charset.xml", "Vigilia en Ñuñoa, día 3")]
    [InlineData("control-characters.xml", "Arms fair")]
    [InlineData("bare-ampersands.xml", "Land & water & AT&T")]
    [InlineData("undeclared-entities.xml", "Café liberté …")]
    [InlineData("undeclared-prefixes.xml", "Article 1")]
    [InlineData("odd-prefixes.xml", "Article 1")]
    [InlineData("doctype.xml", "Article 1")]
    [InlineData("plain-entity.xml", "Land Watch calls")]
    [InlineData("rdf.xml", "Article 1")]
    [InlineData("rss-0.91.xml", "Article 1")]
    [InlineData("atom-0.3.xml", "A bold claim")]
    [InlineData("extensions.xml", "Article 1")]
    public void Odd_documents_are_read(string sample, string title)
    {
        var feed = Read(sample);
        Assert.Equal("Land Watch", feed.Title);
        Assert.Equal(title, Assert.Single(feed.Items).Title);
    }

    [Theory]
    [InlineData("entity-bomb.xml", Unreadable.DangerousEntities)]
    [InlineData("external-entity.xml", Unreadable.DangerousEntities)]
    [InlineData("web-page.html", Unreadable.Html)]
    public void Dangerous_documents_and_web_pages_are_refused(string sample, Unreadable reason) =>
        Assert.Equal(reason, Assert.Throws<UnreadableFeedException>(() => Read(sample)).Reason);

    [Fact]
    public void A_long_entity_repeated_often_is_refused()
    {
        var references = string.Concat(Enumerable.Repeat("&a;", 2_000_000));
        var document = $"<!DOCTYPE rss [ <!ENTITY a \"{new string('a', 900)}\"> ]>" + SomeFeed.Rss(new SomeItem(1) { Title = references })[38..];
        Assert.Equal(
            Unreadable.DangerousEntities,
            Assert.Throws<UnreadableFeedException>(() => FeedParser.Parse(Encoding.UTF8.GetBytes(document))).Reason);
    }

    [Fact]
    public void An_unclosed_quote_ends_with_its_tag()
    {
        var feed = FeedParser.Parse("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en><entry><title>Article 1</title></entry></feed>"u8.ToArray());
        Assert.Equal("Article 1", Assert.Single(feed.Items).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void An_empty_body_is_not_a_feed(string body) =>
        Assert.Equal(Unreadable.Empty, Assert.Throws<UnreadableFeedException>(() => FeedParser.Parse(Encoding.UTF8.GetBytes(body))).Reason);

    [Fact]
    public void The_charset_of_the_header_wins_over_the_prolog() =>
        Assert.Equal("Мир", Read("koi8-r-called-utf-8.xml", "text/xml; charset=\"koi8-r\"").Items[0].Title);

    [Fact]
    public void A_link_keeps_bare_ampersands() =>
        Assert.Equal("https://landwatch.example/?a=1&b=2&copy=3", Read("bare-ampersands.xml").Items[0].Link?.AbsoluteUri);

    [Fact]
    public void Undeclared_prefixes_have_their_usual_namespaces()
    {
        var item = Read("undeclared-prefixes.xml").Items[0];
        Assert.Equal("Ana Rojas", item.Author);
        Assert.Equal("https://landwatch.example/1.jpg", item.Picture?.AbsoluteUri);
    }

    [Fact]
    public void A_truncated_document_keeps_its_complete_items()
    {
        var feed = Read("cut-off.xml");
        Assert.Contains(FeedFlaw.CutOff, feed.Flaws);
        Assert.Equal(["Article 1", "Article 2"], ArticleIdentity.Identify(feed).Select(i => i.Item.Title));
    }

    [Fact]
    public void A_feed_without_items_is_a_feed() => Assert.Empty(Read("no-items.xml").Items);

    [Fact]
    public void Items_without_guid_have_stable_keys()
    {
        var keys = ArticleIdentity.Identify(Read("no-guid.xml")).Select(i => i.Key).ToList();
        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(keys, ArticleIdentity.Identify(Read("no-guid.xml")).Select(i => i.Key));
    }

    [Fact]
    public void Items_that_share_a_guid_are_told_apart() =>
        Assert.Equal(["Article 1", "Article 2"], ArticleIdentity.Identify(Read("one-guid-on-several.xml")).Select(i => i.Item.Title).Distinct());

    [Fact]
    public void A_guid_is_a_link_unless_it_says_otherwise()
    {
        var links = Read("permalinks.xml").Items.Select(i => i.Link?.AbsoluteUri);
        Assert.Equal(["https://landwatch.example/1", "https://landwatch.example/2", null], links);
    }

    [Theory]
    [InlineData("http://landwatch.example/1", "https://www.landwatch.example/1/")]
    [InlineData("https://landwatch.example/1", "https://landwatch.example/1?utm_source=rss&utm_medium=feed")]
    [InlineData("https://landwatch.example/?p=1&x=2", "https://landwatch.example/?x=2&p=1&fbclid=abc")]
    public void A_guid_that_changes_in_what_means_nothing_is_the_same(string before, string after) =>
        Assert.Equal(Links.Canonical(before), Links.Canonical(after));

    [Fact]
    public void Relative_links_start_from_the_nearest_base_and_scripts_are_dropped()
    {
        var links = Read("bases.xml").Items.Select(i => i.Link?.AbsoluteUri);
        Assert.Equal(["https://landwatch.example/blog/2026/one", "https://landwatch.example/two", null], links);
    }

    [Fact]
    public void Of_several_links_the_page_is_chosen()
    {
        var item = Read("several-links.xml").Items[0];
        Assert.Equal("https://landwatch.example/1", item.Link?.AbsoluteUri);
        Assert.Equal("https://landwatch.example/1.png", item.Picture?.AbsoluteUri);
    }

    [Fact]
    public void Every_kind_of_text_construct_is_read()
    {
        var feed = Read("text-kinds.xml");
        Assert.Equal("Land & water", feed.Title);
        Assert.Equal(["2 < 3 & more", "A bold claim", "Article 3", "Article 4"], feed.Items.Select(i => i.Title));
        Assert.Equal("Plain <b>", Plain(feed.Items[0]));
        Assert.Equal("One\nTwo", Plain(feed.Items[1]));
        Assert.Equal("One link <https://landwatch.example/x>", Plain(feed.Items[2]));
        Assert.Equal("Base sixty-four", Plain(feed.Items[3]));
    }

    [Fact]
    public void Html_escaped_twice_or_in_cdata_becomes_text()
    {
        var items = Read("double-escaped.xml").Items;
        Assert.Equal(["Land & water", "In CDATA & so on"], items.Select(i => i.Title));
        Assert.Equal("Twice escaped", Plain(items[0]));
        Assert.Equal("As HTML", Plain(items[1]));
    }

    [Fact]
    public void Extensions_do_not_overwrite_core_fields()
    {
        var item = Read("extensions.xml").Items[0];
        Assert.Equal("Own words", item.Summary.Value);
        Assert.Equal(new DateTime(2026, 5, 1, 14, 0, 0, DateTimeKind.Utc), item.Published);
        Assert.Equal("Ana Rojas", item.Author);
    }

    [Fact]
    public void Unclosed_items_are_separated() =>
        Assert.Equal(["Article 1", "Article 2"], Read("unclosed-items.xml").Items.Select(i => i.Title.Split('h')[0].TrimEnd() is var t && t.StartsWith("Article 1", StringComparison.Ordinal) ? "Article 1" : i.Title));

    [Fact]
    public void A_json_feed_is_read_with_numeric_ids_and_either_form_of_authors()
    {
        var feed = Read("json-feed.json");
        Assert.Equal(["7", "8"], feed.Items.Select(i => i.Id));
        Assert.Equal(["Ana Rojas", "Ana Rojas, Li Wei"], feed.Items.Select(i => i.Author));
        Assert.Equal(["Land", "Water"], feed.Items[0].Categories);
        Assert.Equal("Text only \uFFFD here", Plain(feed.Items[1]));
        Assert.Equal("https://landwatch.example/8.png", feed.Items[1].Picture?.AbsoluteUri);
    }

    [Fact]
    public void A_truncated_json_feed_keeps_its_complete_items()
    {
        var feed = Read("json-feed-cut-off.json");
        Assert.Equal("Article 1", Assert.Single(feed.Items).Title);
        Assert.NotEmpty(feed.Flaws);
    }

    [Fact]
    public void All_items_of_a_long_feed_are_read()
    {
        var feed = FeedParser.Parse(Encoding.UTF8.GetBytes(SomeFeed.Rss(SomeFeed.Items(1, 10_050))));
        Assert.Equal(10_050, feed.Items.Count);
        Assert.Empty(feed.Flaws);
    }

    [Fact]
    public void Reading_stops_where_a_document_is_nested_too_deeply()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000));
        var feed = FeedParser.Parse(Encoding.UTF8.GetBytes(SomeFeed.Rss(SomeFeed.Items(1, 1)).Replace("</channel>", deep, StringComparison.Ordinal)));
        Assert.Single(feed.Items);
        Assert.Contains(FeedFlaw.TooDeep, feed.Flaws);
    }

    internal static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples");

    private static ParsedFeed Read(string sample, string? contentType = null) =>
        FeedParser.Parse(File.ReadAllBytes(Path.Combine(Folder(), sample)), contentType, Address);

    private static string Plain(ParsedItem item) =>
        PlainText.Write(new Reply(HtmlToBlocks.Read(item.Summary, item.Link ?? Address, 1_000)) { Language = Language.English });
}
