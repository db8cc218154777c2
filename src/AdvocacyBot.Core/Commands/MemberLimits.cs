using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Keeps one member from taking the bot's time from the others: so many intents at once, then one more each second. It counts
/// when they were said, not when the bot got to know them, so messages that arrive late are not taken for a flood. In memory only,
/// under <see cref="MemoryNames"/>; evicted when the member is quiet. Thread-safe.
/// </summary>
public sealed class MemberLimits(TimeProvider clock)
{
    private const double Burst = 20;
    private const double PerSecond = 1;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(Burst / PerSecond);
    private readonly ConcurrentDictionary<UInt128, Allowance> allowances = new();

    // All times are counted from here, on the monotonic clock: setting the wall clock changes none of them.
    private readonly long start = clock.GetTimestamp();
    private long sweptAt;

    /// <summary>Whether the member may be served now.</summary>
    /// <param name="member">Who.</param>
    /// <param name="saidAt">When they asked; just now where null or in the future.</param>
    public bool Allow(MemberRef member, DateTimeOffset? saidAt)
    {
        var now = clock.GetElapsedTime(start);
        ForgetTheQuiet(now);
        var ago = saidAt is { } at && clock.GetUtcNow() - at is var passed && passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
        var allowance = allowances.GetOrAdd(MemoryNames.Of(member), _ => new Allowance(now - ago, now));
        lock (allowance)
            return allowance.Take(now - ago, now);
    }

    /// <summary>
    /// Whoever has been quiet long enough to have the whole allowance again. Looked for once in that time: looking for them, or
    /// even counting them, at each intent would let a crowd slow everybody down.
    /// </summary>
    private void ForgetTheQuiet(TimeSpan now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (now.Ticks - last < Quiet.Ticks || Interlocked.CompareExchange(ref sweptAt, now.Ticks, last) != last)
            return;

        foreach (var (member, allowance) in allowances)
        {
            if (now - allowance.HeardAt >= Quiet)
                allowances.TryRemove(member, out _);
        }
    }

    /// <param name="saidAt">When the member's latest intent was said: an earlier one that comes later earns nothing again.</param>
    /// <param name="heardAt">When the bot last heard of the member.</param>
    private sealed class Allowance(TimeSpan saidAt, TimeSpan heardAt)
    {
        private double left = Burst;
        private TimeSpan saidAt = saidAt;

        public TimeSpan HeardAt { get; private set; } = heardAt;

        public bool Take(TimeSpan said, TimeSpan now)
        {
            HeardAt = now;
            if (said > saidAt)
            {
                left = Math.Min(Burst, left + ((said - saidAt).TotalSeconds * PerSecond));
                saidAt = said;
            }

            if (left < 1)
                return false;
            left--;
            return true;
        }
    }
}
