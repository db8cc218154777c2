using System.Runtime.InteropServices;
using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Host;

/// <summary>
/// Returns unused memory to the system 15 s after startup and then every 5 minutes, with an aggressive garbage collection and
/// malloc_trim. The first start needs far more memory than normal operation, and without this, texts of private messages would stay
/// in memory for hours on an idle bot.
/// </summary>
internal sealed class MemoryTrimmer(TimeProvider clock) : DeferredBackgroundService
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>https://man7.org/linux/man-pages/man3/malloc_trim.3.html</summary>
    private delegate int MallocTrim(nuint pad);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(InitialDelay, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            Trim();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static void Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        // glibc keeps what the runtime and SQLite have freed. Other C libraries have no such function.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
    }
}
