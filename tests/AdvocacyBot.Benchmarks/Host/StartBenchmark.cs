using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Benchmarks.Host;

/// <summary>How long the executable takes from its start to <c>/readyz</c>, beside the bare runtime's, and what memory it holds when idle.</summary>
internal static class StartBenchmark
{
    private const int Runs = 5;

    public static async Task RunAsync()
    {
        var first = await MeasureAsync(fresh: true);
        var later = await MeasureAsync(fresh: false);
        var bare = await BareAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"start to ready: first run {first.Seconds:0.00} s, later runs {later.Seconds:0.00} s; `dotnet --version` alone {bare:0.00} s (medians of {Runs}; target 3 s)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"resident memory 20 s after the start: first run {first.Megabytes:0} MB, later runs {later.Megabytes:0} MB (medians of {Runs}; target 150 MB)"));
    }

    private static async Task<(double Seconds, double Megabytes)> MeasureAsync(bool fresh)
    {
        var seconds = new List<double>();
        var megabytes = new List<double>();
        using var kept = new TemporaryFolder();
        if (!fresh)
            await OnceAsync(kept, TimeSpan.FromSeconds(2));
        for (var run = 0; run < Runs; run++)
        {
            using var own = new TemporaryFolder();
            var (took, held) = await OnceAsync(fresh ? own : kept, TimeSpan.FromSeconds(20));
            seconds.Add(took);
            megabytes.Add(held);
        }

        return (Median(seconds), Median(megabytes));
    }

    private static async Task<(double Seconds, double Megabytes)> OnceAsync(TemporaryFolder folder, TimeSpan idle)
    {
        var watch = Stopwatch.StartNew();
        await using var bot = await BotProcess.StartAsync(folder.Path);
        while (!await bot.IsReadyAsync())
            await Task.Delay(5);
        var took = watch.Elapsed.TotalSeconds;
        await Task.Delay(idle);
        return (took, bot.ResidentMemory / 1048576.0);
    }

    private static async Task<double> BareAsync()
    {
        var seconds = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        return Median(seconds);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
