using System.Collections.Concurrent;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Keeps one member from taking the bot's time from the others: so many intents at once, then one more each second. Held in
/// memory alone and forgotten when the member is quiet.
/// </summary>
public sealed class MemberLimits(TimeProvider clock)
{
    private const double Burst = 20;
    private const double PerSecond = 1;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(Burst / PerSecond);
    private readonly ConcurrentDictionary<MemberRef, Allowance> allowances = new();
    private long sweptAt = clock.GetTimestamp();

    /// <summary>Whether the member may be served now.</summary>
    public bool Allow(MemberRef member)
    {
        var now = clock.GetTimestamp();
        ForgetTheQuiet(now);
        var allowance = allowances.GetOrAdd(member, _ => new Allowance(Burst, now));
        lock (allowance)
        {
            allowance.Left = Math.Min(Burst, allowance.Left + (clock.GetElapsedTime(allowance.At, now).TotalSeconds * PerSecond));
            allowance.At = now;
            if (allowance.Left < 1)
                return false;
            allowance.Left--;
            return true;
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
            if (clock.GetElapsedTime(allowance.At, now) >= Quiet)
                allowances.TryRemove(member, out _);
        }
    }

    private sealed class Allowance(double left, long at)
    {
        public double Left { get; set; } = left;

        public long At { get; set; } = at;
    }
}
