using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles.Parsing;

public sealed class FuzzTests
{
    /// <summary>The benchmarks run ten times as many.</summary>
    private const int Documents = 2_000;

    [Fact]
    public void No_mutation_of_a_sample_throws_an_unexpected_exception()
    {
        var random = new Random(20261121);
        var samples = Directory.GetFiles(OddInputTests.Folder()).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        for (var i = 0; i < Documents; i++)
        {
            var document = Mutation.Of(samples[i % samples.Count], samples[random.Next(samples.Count)], random);
            try
            {
                foreach (var item in ArticleIdentity.Identify(FeedParser.Parse(document)))
                    HtmlToBlocks.Read(item.Item.Summary, item.Item.Link, 500);
            }
            catch (UnreadableFeedException)
            {
                // The parser answers that it is not a feed.
            }
        }
    }
}
