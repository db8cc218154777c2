using System.Collections.Concurrent;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Keeps one member from taking the bot's time from the others: so many intents at once, then one more each second. It counts
/// when they were said, not when the bot got to know them: what was said at leisure while it was away is no flood. Held in memory
/// alone and forgotten when the member is quiet.
/// </summary>
public sealed class MemberLimits(TimeProvider clock)
{
    private const double Burst = 20;
    private const double PerSecond = 1;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(Burst / PerSecond);
    private readonly ConcurrentDictionary<MemberRef, Allowance> allowances = new();
    private long sweptAt = clock.GetTimestamp();

    /// <summary>Whether the member may be served now.</summary>
    /// <param name="member">Who.</param>
    /// <param name="saidAt">When they asked; just now where null or in the future.</param>
    public bool Allow(MemberRef member, DateTimeOffset? saidAt)
    {
        var now = clock.GetTimestamp();
        ForgetTheQuiet(now);
        var ago = saidAt is { } at && clock.GetUtcNow() - at is var passed && passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
        var said = now - (long)(ago.TotalSeconds * clock.TimestampFrequency);
        var allowance = allowances.GetOrAdd(member, _ => new Allowance(Burst, said, now));
        lock (allowance)
        {
            allowance.ServedAt = now;
            return allowance.Take(said, clock.GetElapsedTime(allowance.SaidAt, said).TotalSeconds * PerSecond);
        }
    }

    /// <summary>
    /// Whoever has been quiet long enough to have the whole allowance again. Looked for once in that time: looking for them, or
    /// even counting them, at each intent would let a crowd slow everybody down.
    /// </summary>
    private void ForgetTheQuiet(long now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (clock.GetElapsedTime(last, now) < Quiet || Interlocked.CompareExchange(ref sweptAt, now, last) != last)
            return;

        foreach (var (member, allowance) in allowances)
        {
            if (clock.GetElapsedTime(allowance.ServedAt, now) >= Quiet)
                allowances.TryRemove(member, out _);
        }
    }

    private sealed class Allowance(double left, long saidAt, long servedAt)
    {
        private double left = left;

        /// <summary>When the member's latest intent was said: an earlier one that comes later earns nothing again.</summary>
        public long SaidAt { get; private set; } = saidAt;

        public long ServedAt { get; set; } = servedAt;

        public bool Take(long at, double earned)
        {
            if (at > SaidAt)
            {
                left = Math.Min(Burst, left + earned);
                SaidAt = at;
            }

            if (left < 1)
                return false;
            left--;
            return true;
        }
    }
}
