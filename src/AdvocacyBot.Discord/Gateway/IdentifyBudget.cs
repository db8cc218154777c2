using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Limits identifies, because Discord resets the token of a bot that identifies more than a thousand times a day. Each group of
/// shards may identify once every five seconds; if few identifies remain, they are spread over the time until the limit resets.
/// Not thread-safe. https://docs.discord.com/developers/events/gateway#identifying
/// </summary>
/// <param name="limit">As the server last reported it.</param>
/// <param name="now">When it was reported; monotonic.</param>
internal sealed class IdentifyBudget(SessionStartLimit limit, TimeSpan now)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly int concurrency = Math.Max(1, limit.MaxConcurrency);
    private readonly Dictionary<int, TimeSpan> last = [];
    private TimeSpan resetAt = now + TimeSpan.FromMilliseconds(limit.ResetAfter);
    private int left = limit.Remaining;

    public int Taken { get; private set; }

    /// <returns>Zero if an identify was taken, else how long to wait before asking again.</returns>
    public TimeSpan Take(int shard, TimeSpan at)
    {
        var wait = Wait(shard, at);
        if (wait > TimeSpan.Zero)
            return wait;

        left--;
        Taken++;
        last[shard % concurrency] = at;
        return TimeSpan.Zero;
    }

    /// <summary>How long until the next identify is available; zero if it is available now.</summary>
    public TimeSpan Wait(int shard, TimeSpan at)
    {
        if (at >= resetAt)
        {
            left = limit.Total;
            resetAt = at + TimeSpan.FromDays(1);
        }

        if (left <= 0)
            return resetAt - at;
        if (!last.TryGetValue(shard % concurrency, out var before))
            return TimeSpan.Zero;

        var pause = left > limit.Total / 4 ? Pause : Longer(Pause, (resetAt - at) / left);
        return before + pause > at ? before + pause - at : TimeSpan.Zero;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
