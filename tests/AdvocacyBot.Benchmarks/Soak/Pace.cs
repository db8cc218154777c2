using System.Diagnostics;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>
/// A steady pace that nobody slows down: what is due is begun whether or not what came before it is done, and a tick that comes
/// late begins all that was due meanwhile.
/// </summary>
internal static class Pace
{
    /// <summary>So that waiting for a tick adds little to what is measured.</summary>
    private const int TicksForEach = 10;

    /// <param name="perSecond">How often.</param>
    /// <param name="length">For how long.</param>
    /// <param name="begin">Begins one, given its number and the timestamp at which it was due; must not wait.</param>
    /// <returns>How late the latest was begun, which is this process's own delay.</returns>
    public static async Task<TimeSpan> RunAsync(int perSecond, TimeSpan length, Action<int, long> begin)
    {
        var count = (int)(length.TotalSeconds * perSecond);
        var latest = TimeSpan.Zero;
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond / TicksForEach));
        for (var next = 0; next < count;)
        {
            await timer.WaitForNextTickAsync();
            for (var due = DueAt(next); next < count && due <= Stopwatch.GetTimestamp(); due = DueAt(++next))
            {
                var late = Stopwatch.GetElapsedTime(due);
                latest = late > latest ? late : latest;
                begin(next, due);
            }
        }

        return latest;

        long DueAt(int number) => start + (number * Stopwatch.Frequency / perSecond);
    }
}
