using System.Runtime.InteropServices;
using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Host;

/// <summary>
/// A start, and above all the first one, needs far more memory than what follows. Once it is over that is given back, and not
/// held for hours.
/// </summary>
internal sealed class GiveBackMemory(TimeProvider clock) : WorksOnceStarted
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    /// <summary>https://man7.org/linux/man-pages/man3/malloc_trim.3.html</summary>
    private delegate int MallocTrim(nuint pad);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Settled, clock, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        // What the runtime and SQLite have freed, their allocator keeps. Not every system has one that can be asked to let go.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
    }
}
