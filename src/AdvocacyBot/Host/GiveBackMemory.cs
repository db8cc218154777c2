using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Host;

/// <summary>
/// A start, and above all the first one, needs far more memory than what follows. Once it is over that is given back, and not
/// held for hours.
/// </summary>
internal sealed class GiveBackMemory(TimeProvider clock) : WorksOnceStarted
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Settled, clock, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
