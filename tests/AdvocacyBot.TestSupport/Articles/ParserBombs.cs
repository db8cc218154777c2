using System.Text;

namespace AdvocacyBot.TestSupport.Articles;

/// <summary>Documents that make naive parsers explode, by a factor for their size.</summary>
internal static class ParserBombs
{
    public static IReadOnlyDictionary<string, Func<int, string>> All { get; } = new Dictionary<string, Func<int, string>>(StringComparer.Ordinal)
    {
        ["formatting elements in paragraphs"] = size => Rss(Item(Escaped(Repeat(i => $"<p><font size={i}>", 2_500 * size) + "words"))),
        ["attributes of one element"] = size => Rss($"<x {Repeat(i => $"a{i}=\"1\" ", 50_000 * size)}/>" + Item("words")),
        ["attributes without closing quotes"] = size => Rss($"<x {Repeat(i => $"a{i}='1 ", 50_000 * size)}/>" + Item("words")),
        ["attributes in HTML"] = size => Rss(Item(Escaped($"<a {Repeat(i => $"x{i}=1 ", 20_000 * size)}href='/'>words</a>"))),
        ["different element names"] = size => Rss(Repeat(i => $"<a{i}/>", 50_000 * size) + Item("words")),
        ["closing tags that match nothing"] = size => Rss(Repeat(_ => "<a>", 900) + Repeat(_ => "</b>", 100_000 * size) + Repeat(_ => "</a>", 900) + Item("words")),
        ["namespaces"] = size => Rss(Repeat(i => $"<a xmlns:p{i}=\"u{i}\"/>", 10_000 * size) + Item("words")),
        ["tags that never end in titles"] = size => Rss(Repeat(i => $"<item><guid>{i}</guid><title>{Escaped(Repeat(_ => "<a", 4_000))}</title></item>", 20 * size)),
        ["hidden elements that never end"] = size => Rss(Item(Escaped(Repeat(_ => "<form><select>", 3_000 * size)))),
        ["one long text"] = size => Rss(Item(Repeat(_ => "palabra ", 100_000 * size))),
        ["an unfinished document type"] = size => "<!DOCTYPE r [" + Repeat(_ => "] ", 200_000 * size),
        ["pictures of one pixel"] = size => Rss(Item(Escaped(Repeat(_ => "<img src=/a.gif width=1>", 2_000 * size)))),
    };

    public static string Rss(string items) => $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title>{items}</channel></rss>";

    public static string Item(string description) => $"<item><title>x</title><guid>g</guid><description>{description}</description></item>";

    private static string Escaped(string html) => html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    public static string Repeat(Func<int, string> part, int times)
    {
        var text = new StringBuilder();
        for (var i = 0; i < times; i++)
            text.Append(part(i));
        return text.ToString();
    }
}
