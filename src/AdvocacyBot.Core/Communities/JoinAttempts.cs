using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Communities;

/// <summary>Limits how often a member, and a place, may try a join code, so that none can be guessed. In memory, members under
/// <see cref="MemoryNames"/>; thread-safe.</summary>
internal sealed class JoinAttempts(TimeProvider clock) : IDisposable
{
    private const int MaxAttempts = 5;
    private const int MaxEntries = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly MemoryCache attempts = ClockedCache.Create(clock, MaxEntries);
    private readonly Lock gate = new();

    /// <summary>Counts an attempt; false if there have been too many within the hour.</summary>
    public bool TryBegin(MemberRef member, PlaceRef place)
    {
        lock (gate)
            return Count(MemoryNames.Of(member)) <= MaxAttempts & Count(place) <= MaxAttempts;
    }

    public void Dispose() => attempts.Dispose();

    private int Count(object who)
    {
        if (!attempts.TryGetValue(who, out Attempts? counted))
            attempts.Set(who, counted = new Attempts(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Window });
        return ++counted!.Number;
    }

    private sealed class Attempts
    {
        public int Number { get; set; }
    }
}
