using System.Diagnostics;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>Measures from its creation: time, and processor time, which other programs on the machine do not lengthen.</summary>
internal sealed class CostMeter
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Environment.CpuUsage.TotalTime;

    public Cost Read() => new(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
}

internal sealed record Cost(double Seconds, double ProcessorSeconds);
