using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>Documents that make naive parsers explode, at one and at ten times their size: CPU time, allocations and what stays in memory.</summary>
internal static class BombBenchmark
{
    public static Task RunAsync()
    {
        foreach (var (name, make) in ParserBombs.All)
        {
            foreach (var size in (int[])[1, 10])
                Measure(name, size, Encoding.UTF8.GetBytes(make(size)));
        }

        return Task.CompletedTask;
    }

    private static void Measure(string name, int size, byte[] document)
    {
        GC.Collect();
        var peak = 0L;
        using var sampler = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 5);
        var (allocated, before, cpu) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalMemory(forceFullCollection: false), Environment.CpuUsage.TotalTime);
        var items = 0;
        try
        {
            foreach (var item in FeedParser.Parse(document).Items)
                items += ItemText.Title(item).Length + ItemText.Summary(item).Length > 0 ? 1 : 0;
        }
        catch (UnreadableFeedException)
        {
            // Refused, at some cost.
        }

        var used = Environment.CpuUsage.TotalTime - cpu;
        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {size} times ({document.Length / 1e3:F0} kB): {used.TotalMilliseconds:F0} ms of CPU, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6:F1} MB allocated, at most {Math.Max(0, peak - before) / 1e6:F1} MB in memory, {items} items"));
    }
}
