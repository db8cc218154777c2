using System.Globalization;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>Feeds in the forms of well-known publishing systems.</summary>
public sealed class PublisherSampleTests
{
    [Theory]
    [InlineData("date-GMT7.xml", "2026-11-05T08:45:05Z")]
    [InlineData("date-ampm.xml", "2026-11-05T15:45:00Z")]
    [InlineData("pm.xml", "2026-11-05T15:45:00Z")]
    [InlineData("year2-neg.xml", "2026-11-05T20:45:05Z")]
    public void Dates_of_publishers_are_read(string sample, string expected) =>
        Assert.Equal(expected, Single(sample).Published?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("wp-img-content.xml", "http://wpi.example/lead.jpg", "A crowd")]
    [InlineData("mrss-bare.xml", "http://i.paper.example/460.jpg", null)]
    [InlineData("thumbs.xml", "http://th.example/960.jpg", null)]
    [InlineData("mastodon.xml", "http://files.example/a.png", "Forty people with candles on a bridge")]
    [InlineData("github.xml", null, null)]
    [InlineData("json.json", "http://j.example/a.jpg", null)]
    public void The_largest_reasonable_picture_is_chosen_with_its_text(string sample, string? address, string? text)
    {
        var item = Read(sample).Items[0];
        Assert.Equal(address, item.Picture?.AbsoluteUri);
        Assert.Equal(text, item.PictureText);
    }

    [Fact]
    public void A_relative_picture_of_a_json_feed_starts_from_its_site() =>
        Assert.Equal("http://j.example/rel.png", Read("json.json").Items[1].Picture?.AbsoluteUri);

    [Fact]
    public void A_podcast_without_a_page_links_to_its_recording()
    {
        var item = Single("pod-nolink.xml");
        Assert.Equal("http://media.example/ep4.mp3", item.Link?.AbsoluteUri);
        Assert.Equal(new MediaFile(new Uri("http://media.example/ep4.mp3"), IsVideo: false, new TimeSpan(0, 27, 45)), item.Media);
    }

    [Fact]
    public void An_untitled_post_is_titled_by_its_first_words() =>
        Assert.Equal("Vigil tonight at the bridge #peace", ItemText.Title(Single("mastodon.xml")));

    [Fact]
    public void Script_text_is_not_part_of_a_title() => Assert.Equal("Hello world", Single("script-title.xml").Title);

    [Fact]
    public void Rss_1_1_is_read()
    {
        var item = Single("rss11.xml");
        Assert.Equal(("One", "http://r11.example/1"), (item.Title, item.Link?.AbsoluteUri));
    }

    [Fact]
    public void Utf_8_under_a_latin_1_header_is_read_as_utf_8()
    {
        var feed = FeedParser.Parse(File.ReadAllBytes(PathOf("http-latin-utf8.xml")), "text/xml; charset=ISO-8859-1");
        Assert.Equal("Café déjà", feed.Items[0].Title);
        Assert.Contains(FeedFlaw.WrongCharset, feed.Flaws);
    }

    [Fact]
    public void Link_labels_with_dots_stay_as_written_and_misleading_ones_show_their_host() =>
        Assert.Equal(
            "Read report.pdf, on Node.js, by the U.N., see Vol.2, mail ana@x.example, go http://bank.example (evil.example)",
            ItemText.Summary(Single("label-dot.xml")));

    [Fact]
    public void The_base_of_the_content_applies_to_its_links()
    {
        var item = Single("base-content.xml");
        var links = HtmlToBlocks.Read(item.Summary, item.Link, 1_000).OfType<Paragraph>().SelectMany(p => p.Spans).OfType<Link>();
        Assert.Equal(["http://fb.example/deep/next", "http://fb.example/root"], links.Select(link => link.Address.AbsoluteUri));
    }

    internal static string PathOf(string sample) => Path.Combine(OddInputTests.Folder(), "Publishers", sample);

    private static ParsedFeed Read(string sample) => FeedParser.Parse(File.ReadAllBytes(PathOf(sample)));

    private static ParsedItem Single(string sample) => Assert.Single(Read(sample).Items);
}
