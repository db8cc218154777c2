using System.Diagnostics;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles;

public sealed class FuzzTests
{
    /// <summary>The benchmarks run ten times as many.</summary>
    private const int Documents = 2_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    [Fact]
    public void No_mutation_of_a_sample_throws_anything_but_the_typed_exception_or_takes_long()
    {
        var random = new Random(20261121);
        var samples = Directory.GetFiles(OddInputTests.Folder()).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        for (var i = 0; i < Documents; i++)
        {
            var document = Mutation.Of(samples[i % samples.Count], samples[random.Next(samples.Count)], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                foreach (var item in Sameness.Identify(FeedParser.Parse(document)))
                    HtmlToBlocks.Read(item.Item.Summary, item.Item.Link, 500);
            }
            catch (UnreadableFeedException)
            {
                // Says that it is no feed, which is an answer.
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"Document {i} took too long.");
        }
    }
}
