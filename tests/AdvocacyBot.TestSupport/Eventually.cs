using System.Runtime.CompilerServices;

namespace AdvocacyBot.TestSupport;

/// <summary>Waits for what a real part does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="holds">What is waited for: often asked, so it must be cheap.</param>
    /// <param name="what">Its name in the failure.</param>
    /// <param name="within">How long to wait.</param>
    /// <exception cref="TimeoutException">It does not hold in time.</exception>
    public static Task HoldsAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "", TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(holds()), TimeSpan.FromMilliseconds(10), what, within ?? Patience);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static Task HoldsAsync(
        Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "", TimeSpan? within = null) =>
        HoldsAsync(holds, TimeSpan.FromMilliseconds(50), what, within ?? Patience);

    private static async Task HoldsAsync(Func<Task<bool>> holds, TimeSpan every, string what, TimeSpan within)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > within)
                throw new TimeoutException($"Not in time: {what}");
            await Task.Delay(every);
        }
    }
}
