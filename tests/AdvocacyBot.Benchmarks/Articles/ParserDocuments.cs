using System.Globalization;
using System.Text;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>Generated feeds of the sizes and shapes that publishers have.</summary>
internal static class ParserDocuments
{
    private const string Head =
        """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Land Watch</title><link>https://landwatch.example/</link><language>en</language>""";

    private static readonly string[] Words =
        "land water rivers community court ruling march permit company police hearing report region village council public forest company".Split(' ');

    /// <summary>News with summaries of plain text.</summary>
    /// <param name="items">How many.</param>
    /// <param name="words">In each summary.</param>
    public static byte[] Plain(int items, int words) => Of(items, (text, item) =>
        text.Append("<description>").Append(Sentence(item, words)).Append("</description>"));

    /// <summary>News with summaries of escaped HTML, as most publishers write them.</summary>
    /// <param name="items">How many.</param>
    /// <param name="words">In each of two paragraphs.</param>
    public static byte[] Escaped(int items, int words) => Of(items, (text, item) =>
    {
        text.Append("<description>");
        for (var paragraph = 0; paragraph < 2; paragraph++)
        {
            text.Append(CultureInfo.InvariantCulture, $"&lt;p&gt;{Sentence(item + paragraph, words)} &lt;a href=&quot;https://landwatch.example/{item}&quot;&gt;read&lt;/a&gt; &lt;b&gt;{Sentence(paragraph, 2)}&lt;/b&gt; &amp;amp; more.&lt;/p&gt;\n");
        }

        text.Append("</description>");
    });

    /// <summary>The full text of each article as HTML, with pictures, links and lists, as WordPress writes it.</summary>
    public static byte[] Html(int items) => Of(items, (text, item) =>
    {
        text.Append("<description>").Append(Sentence(item, 30)).Append("</description><content:encoded><![CDATA[");
        for (var paragraph = 0; paragraph < 12; paragraph++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"wp-block\">{Sentence(item + paragraph, 60)} <a href=\"/about/{paragraph}\">more</a> <strong>{Sentence(paragraph, 3)}</strong></p>\n");
            if (paragraph % 4 == 1)
                text.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"https://landwatch.example/{item}-{paragraph}.jpg\" width=\"1024\" height=\"683\" alt=\"A march\" srcset=\"a.jpg 300w, b.jpg 768w\"></figure>");
        }

        text.Append("<ul><li>one</li><li>two &amp; three</li></ul>]]></content:encoded>");
        text.Append(CultureInfo.InvariantCulture, $"<media:thumbnail url=\"https://landwatch.example/{item}.jpg\" width=\"300\"/>");
    });

    private static byte[] Of(int items, Action<StringBuilder, int> content)
    {
        var text = new StringBuilder(Head);
        for (var item = 0; item < items; item++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>{Sentence(item, 7)} {item}</title><link>https://landwatch.example/{item}</link>");
            text.Append(CultureInfo.InvariantCulture, $"""<guid isPermaLink="false">landwatch-{item}</guid><pubDate>Fri, 01 May 2026 09:{item % 60:00}:00 GMT</pubDate><dc:creator>Ana Rojas</dc:creator><category>Land</category><category>Water</category>""");
            content(text, item);
            text.Append("</item>\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("</channel></rss>").ToString());
    }

    private static string Sentence(int seed, int words) => string.Join(' ', Enumerable.Range(seed, words).Select(i => Words[i * 7 % Words.Length]));
}
