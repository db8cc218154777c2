using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>Twenty thousand spoiled documents: how many hold a feed, how long the slowest takes, how much memory stays.</summary>
internal static class FuzzBenchmark
{
    private const int Documents = 20_000;

    public static Task RunAsync()
    {
        var random = new Random(20261121);
        var samples = Directory.GetFiles(Samples()).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        var (read, refused, surprises, slowest, most) = (0, 0, 0, TimeSpan.Zero, 0L);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < Documents; i++)
        {
            var document = Mutation.Of(samples[i % samples.Count], samples[random.Next(samples.Count)], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                foreach (var item in ArticleIdentity.Identify(FeedParser.Parse(document)))
                    HtmlToBlocks.Read(item.Item.Summary, item.Item.Link, 500);
                read++;
            }
            catch (UnreadableFeedException)
            {
                refused++;
            }
            catch (Exception e)
            {
                surprises++;
                Console.WriteLine($"document {i}: {e.GetType().Name} {e.Message}");
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Documents} documents in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s: {read} read, {refused} refused, {surprises} other exceptions; slowest {slowest.TotalMilliseconds:F0} ms; managed memory at most {most / 1e6:F0} MB"));
        return Task.CompletedTask;
    }

    private static string Samples([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "AdvocacyBot.Tests", "Articles", "Samples");
}
