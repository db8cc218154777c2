using System.Globalization;

namespace AdvocacyBot.Core.Processes;

/// <summary>
/// Numbers what this process claims. A claim's number is never given out again, so whoever records a result under it can tell that
/// nobody has claimed the same thing since. Thread-safe.
/// </summary>
public sealed class ProcessClaims
{
    private long last;

    /// <summary>This process among those that share the database; another one after each start.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A new number, which begins with <see cref="Process"/>.</summary>
    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{Process}/{Interlocked.Increment(ref last)}");
}
