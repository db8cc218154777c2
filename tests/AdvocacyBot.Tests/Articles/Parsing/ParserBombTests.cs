using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>
/// Documents that make naive parsers explode, at one and at ten times their size. Allocated bytes stand for both memory and time:
/// they do not depend on the machine, and a quadratic reading of ten times the size would allocate or take a hundred times as much.
/// </summary>
public sealed class ParserBombTests
{
    private const long MaxAllocated = 100_000_000;
    private const long FixedCost = 4_000_000;

    public static TheoryData<string> Bombs => new(ParserBombs.All.Keys);

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
        var nested = "<!DOCTYPE rss [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;&a;\">]>" + ParserBombs.Rss(ParserBombs.Item("&b;"));
        var many = $"<!DOCTYPE rss [{ParserBombs.Repeat(i => $"<!ENTITY e{i} \"x\">", 3_000)}]>" + ParserBombs.Rss(ParserBombs.Item("&e1;"));
        foreach (var document in (string[])[nested, many])
        {
            var refused = Assert.Throws<UnreadableFeedException>(() => FeedParser.Parse(Encoding.UTF8.GetBytes(document)));
            Assert.Equal(Unreadable.DangerousEntities, refused.Reason);
        }
    }

    private static long Allocated(string bomb, int size)
    {
        var document = Encoding.UTF8.GetBytes(ParserBombs.All[bomb](size));
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
}
