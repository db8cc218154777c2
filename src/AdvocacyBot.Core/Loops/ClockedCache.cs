using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace AdvocacyBot.Core.Loops;

/// <summary>Caches in memory whose entries expire by the bot's clock.</summary>
internal static class ClockedCache
{
    /// <param name="clock">By which entries expire.</param>
    /// <param name="maxCount">How many entries are kept; each has to be added with size 1.</param>
    public static MemoryCache Create(TimeProvider clock, int maxCount) =>
        new(new MemoryCacheOptions { SizeLimit = maxCount, Clock = new CacheClock(clock) });

    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
