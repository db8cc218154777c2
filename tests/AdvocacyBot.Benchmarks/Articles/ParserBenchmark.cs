using System.Diagnostics;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport;
using CodeHollow.FeedReader;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>
/// The parser's CPU time and allocations next to a bare <see cref="XmlReader"/> pass over the same bytes and to other libraries, in one
/// run. The shortest of many rounds counts; rounds of all parsers alternate, so that a busy moment of the machine hits all alike.
/// </summary>
internal static class ParserBenchmark
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        await MeasureAsync("a large feed of escaped HTML", ParserDocuments.Escaped(9_300, 22));
        await MeasureAsync("a usual feed of escaped HTML", ParserDocuments.Escaped(47, 22));
        await MeasureAsync("a large feed of plain text", ParserDocuments.Plain(11_000, 44));
        await MeasureAsync("a usual feed of plain text", ParserDocuments.Plain(56, 44));
        await MeasureAsync("a usual feed of full texts", ParserDocuments.Html(20));
        await MeasureAsync("a large feed of full texts", ParserDocuments.Html(800));
    }

    private static async Task MeasureAsync(string name, byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var spoiled = Encoding.UTF8.GetBytes(text.Replace("</channel>", "& </channel>", StringComparison.Ordinal));
        Parser[] parsers =
        [
            new("XmlReader alone", () => BarePass(document)),
            new("AdvocacyBot", () => FeedParser.Parse(document).Items.Count),
            new("AdvocacyBot, malformed at the end", () => FeedParser.Parse(spoiled).Items.Count),
            new("System.ServiceModel.Syndication", () => Syndication(document)),
            new("CodeHollow.FeedReader", () => FeedReader.ReadFromString(text).Items.Count),
        ];
        Print($"{name}, {document.Length / 1e3:F0} kB");
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Duration)
        {
            foreach (var parser in parsers)
                parser.Round();
        }

        foreach (var parser in parsers)
            Print($"  {parser.Name}: {parser.Seconds * 1e3:F2} ms, {parser.Seconds / parsers[0].Seconds:F2} times XmlReader, {parser.Bytes / 1e6:F2} MB allocated, {parser.Items} items");
        await FeedsmithAsync(document, parsers[0].Seconds);
    }

    private static int BarePass(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var nodes = 0;
        while (reader.Read())
            nodes++;
        return nodes;
    }

    private static int Syndication(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document));
        return SyndicationFeed.Load(reader).Items.Count();
    }

    /// <summary>feedsmith runs on Node, if it is installed next to the other peers (npm ci in tests/peers).</summary>
    private static async Task FeedsmithAsync(byte[] document, double bare)
    {
        var peers = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "peers");
        if (!Directory.Exists(Path.Combine(peers, "node_modules", "feedsmith")))
        {
            Print($"  feedsmith: not installed");
            return;
        }

        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "feed.xml");
        await File.WriteAllBytesAsync(file, document);
        var rounds = Math.Clamp(20_000_000 / document.Length, 8, 300);
        var start = new ProcessStartInfo("node", ["feedsmith.mjs", file, rounds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = peers };
        using var node = Process.Start(start)!;
        var result = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync()).RootElement;
        await node.WaitForExitAsync();
        var seconds = result.GetProperty("seconds").GetDouble();
        Print($"  feedsmith on Node: {seconds * 1e3:F2} ms, {seconds / bare:F2} times XmlReader, {result.GetProperty("items").GetInt32()} items");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>One way to read a document, with the CPU time and allocations of its best round.</summary>
    private sealed class Parser(string name, Func<int> read)
    {
        public string Name => name;

        public double Seconds { get; private set; } = double.MaxValue;

        public long Bytes { get; private set; }

        public int Items { get; private set; }

        public void Round()
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            Items = read();
            Seconds = Math.Min(Seconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
            Bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }
    }
}
