using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>
/// Documents that make naive parsers explode, at one and at ten times their size. Allocated bytes stand for both memory and time:
/// they do not depend on the machine, and a quadratic reading of ten times the size would allocate or take a hundred times as much.
/// </summary>
public sealed class ParserBombTests
{
    private const long MaxAllocated = 100_000_000;
    private const long FixedCost = 4_000_000;

    public static TheoryData<string> Bombs => new(Documents.Keys);

    private static readonly Dictionary<string, Func<int, string>> Documents = new(StringComparer.Ordinal)
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

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_costs_memory_in_proportion_to_its_size(string bomb)
    {
        Allocated(bomb, 1);
        var (once, tenTimes) = (Allocated(bomb, 1), Allocated(bomb, 10));
        Assert.InRange(tenTimes, 0, MaxAllocated);
        Assert.InRange(tenTimes, 0, FixedCost + (once * 12));
    }

    [Fact]
    public void Nested_entities_and_too_many_of_them_are_refused()
    {
        var nested = "<!DOCTYPE rss [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;&a;\">]>" + Rss(Item("&b;"));
        var many = $"<!DOCTYPE rss [{Repeat(i => $"<!ENTITY e{i} \"x\">", 3_000)}]>" + Rss(Item("&e1;"));
        foreach (var document in (string[])[nested, many])
        {
            var refused = Assert.Throws<UnreadableFeedException>(() => FeedParser.Parse(Encoding.UTF8.GetBytes(document)));
            Assert.Equal(Unreadable.DangerousEntities, refused.Reason);
        }
    }

    private static long Allocated(string bomb, int size)
    {
        var document = Encoding.UTF8.GetBytes(Documents[bomb](size));
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            foreach (var item in FeedParser.Parse(document).Items)
                _ = (ItemText.Title(item), ItemText.Summary(item));
        }
        catch (UnreadableFeedException)
        {
            // An answer, too.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Rss(string items) => $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title>{items}</channel></rss>";

    private static string Item(string description) => $"<item><title>x</title><guid>g</guid><description>{description}</description></item>";

    private static string Escaped(string html) => html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Repeat(Func<int, string> part, int times)
    {
        var text = new StringBuilder();
        for (var i = 0; i < times; i++)
            text.Append(part(i));
        return text.ToString();
    }
}
