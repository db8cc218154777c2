using System.Text;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Html;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>What is read from web pages: the picture that they name, and their feeds.</summary>
public sealed class PageHeadTests
{
    private static readonly Uri Page = new("https://landwatch.example/news/1");

    [Theory]
    [InlineData("""<head> <title>x</title> <meta property="og:image" content="/a.jpg">""", "https://landwatch.example/a.jpg", null)]
    [InlineData("""<META NAME='twitter:image' CONTENT='b.png'><meta name="twitter:image:alt" content="A &amp; B">""", "https://landwatch.example/news/b.png", "A & B")]
    [InlineData("""<meta property="og:image" content="http://a.example/1.jpg"><meta property="og:image:secure_url" content="https://a.example/1.jpg">""", "https://a.example/1.jpg", null)]
    [InlineData("""<link rel="image_src" href="/c.jpg">""", "https://landwatch.example/c.jpg", null)]
    [InlineData("""<meta property="og:image" content="javascript:alert(1)">""", null, null)]
    [InlineData("""<meta property="og:image" content="/icon.png"><meta property="og:image:width" content="32">""", null, null)]
    [InlineData("""<body><meta property="og:image" content="/late.jpg">""", null, null)]
    [InlineData("""<script>'<meta property="og:image" content="/script.jpg">'</script>""", null, null)]
    [InlineData("plain text", null, null)]
    [InlineData("", null, null)]
    public void The_picture_that_a_page_names_is_found(string html, string? address, string? text)
    {
        var found = PageHead.Picture(html, Page);
        Assert.Equal((address, text), (found?.Address.AbsoluteUri, found?.Text));
    }

    [Theory]
    [InlineData("""<base href="https://feeds.example/"><link rel="alternate" type="application/rss+xml; charset=utf-8" title=" All  news " href="all.xml">""", "https://feeds.example/all.xml All news")]
    [InlineData("""<link rel="feed" href="/atom"><a href="/rss">RSS</a>""", "https://landwatch.example/atom ")]
    [InlineData("""<link rel="stylesheet" href="/x.css"><a href="/news/feed/?x=1">RSS</a><a href="/about">About</a>""", "https://landwatch.example/news/feed/?x=1 ")]
    [InlineData("""<link rel="alternate" hreflang="fr" href="/fr">""", "")]
    public void The_feeds_that_a_page_names_are_found(string html, string expected) =>
        Assert.Equal(expected, string.Join('|', FeedLinks.In(Encoding.UTF8.GetBytes(html), "text/html", Page).Select(link => $"{link.Address} {link.Title}")));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_hostile_page_costs_memory_in_proportion_to_its_size(int size)
    {
        var html = new StringBuilder("<html><head>");
        for (var i = 0; i < 4_000 * size; i++)
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<p><font size={i}><a href=/feed><link rel=feed href={i}><meta property=og:image content=>");
        var (text, bytes) = (html.ToString(), Encoding.UTF8.GetBytes(html.ToString()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        PageHead.Picture(text, Page);
        FeedLinks.In(bytes, "text/html", Page);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000 + (bytes.Length * 12L));
    }
}
