using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>The parser's pace and allocations, beside a bare <see cref="XmlReader"/> pass over the same bytes in the same run.</summary>
internal static class ParserBenchmark
{
    private const int Rounds = 15;

    public static Task RunAsync()
    {
        Measure("short summaries", Document(2_000, 40));
        Measure("long summaries", Document(400, 600));
        return Task.CompletedTask;
    }

    private static void Measure(string name, byte[] document)
    {
        var (bareTime, bareBytes) = Best(() => BarePass(document));
        var (time, bytes) = Best(() => FeedParser.Parse(document));
        var spoiled = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace("</channel>", "& </channel>", StringComparison.Ordinal));
        var (looseTime, looseBytes) = Best(() => FeedParser.Parse(spoiled));
        var megabytes = document.Length / 1e6;
        Print($"{name}, {megabytes:F2} MB: XmlReader {megabytes / bareTime:F0} MB/s, {bareBytes / 1e6:F2} MB allocated");
        Print($"  parser, well-formed {megabytes / time:F0} MB/s ({time / bareTime:F2} times), {bytes / 1e6:F2} MB allocated");
        Print($"  parser, malformed at the end {megabytes / looseTime:F0} MB/s ({looseTime / bareTime:F2} times), {looseBytes / 1e6:F2} MB allocated");
    }

    private static (double Seconds, double Bytes) Best(Action work)
    {
        var (best, bytes) = (double.MaxValue, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return (best, bytes);
    }

    private static void BarePass(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        while (reader.Read())
        {
        }
    }

    internal static byte[] Document(int items, int words)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Land Watch</title><link>https://landwatch.example/</link>""");
        for (var i = 0; i < items; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>Article number {i} on land and water</title><link>https://landwatch.example/{i}</link>");
            text.Append(CultureInfo.InvariantCulture, $"""<guid isPermaLink="false">landwatch-{i}</guid><pubDate>Fri, 01 May 2026 09:00:00 GMT</pubDate><dc:creator>Ana Rojas</dc:creator><category>Land</category>""");
            text.Append("<description>").AppendJoin(' ', Enumerable.Repeat("palabra &lt;b&gt;claim&lt;/b&gt;", words)).Append("</description></item>\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("</channel></rss>").ToString());
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
