using System.Globalization;
using System.Text;

namespace AdvocacyBot.TestSupport.Articles;

/// <summary>Feed documents for tests.</summary>
internal static class SomeFeed
{
    public static readonly DateTime Start = new(2026, 5, 1, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>An RSS document with these items, newest first as most publishers write them.</summary>
    public static string Rss(params IEnumerable<SomeItem> items)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Land Watch</title><link>https://landwatch.example/</link>""");
        foreach (var item in items)
            text.Append(item.Xml);
        return text.Append("</channel></rss>").ToString();
    }

    /// <summary>Numbered items, the highest number newest and first.</summary>
    public static IEnumerable<SomeItem> Items(int from, int count) =>
        Enumerable.Range(from, count).Reverse().Select(number => new SomeItem(number));
}

internal sealed record SomeItem(int Number)
{
    public string Title { get; init; } = $"Article {Number}";

    public string? Id { get; init; } = $"landwatch-{Number}";

    public string? Link { get; init; } = $"https://landwatch.example/{Number}";

    public string Summary { get; init; } = $"What happened, part {Number}.";

    public string? Date { get; init; } = SomeFeed.Start.AddHours(Number).ToString("R", CultureInfo.InvariantCulture);

    public string Extra { get; init; } = "";

    public string Xml =>
        $"<item><title>{Title}</title>"
        + (Id is null ? "" : $"""<guid isPermaLink="false">{Id}</guid>""")
        + (Link is null ? "" : $"<link>{Link}</link>")
        + (Date is null ? "" : $"<pubDate>{Date}</pubDate>")
        + $"<description>{Summary}</description>{Extra}</item>";
}
