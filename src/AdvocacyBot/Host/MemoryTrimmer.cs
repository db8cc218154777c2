using System.Runtime.InteropServices;
using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Host;

/// <summary>
/// Gives back what is no longer needed: soon after the start, and above all the first one, which needs far more memory than what
/// follows; and then now and again, since what has lived for a while would otherwise be let go only when there is much of it, and
/// what was said in private would lie in memory for hours.
/// </summary>
internal sealed class MemoryTrimmer(TimeProvider clock) : DeferredBackgroundService
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NowAndAgain = TimeSpan.FromMinutes(5);

    /// <summary>https://man7.org/linux/man-pages/man3/malloc_trim.3.html</summary>
    private delegate int MallocTrim(nuint pad);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Settled, clock, stoppingToken);
        using var timer = new PeriodicTimer(NowAndAgain, clock);
        do
        {
            GiveBack();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        // What the runtime and SQLite have freed, their allocator keeps. Not every system has one that can be asked to let go.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
    }
}
