using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Rations identifies: Discord resets a bot's token when it identifies more than a thousand times in a day. Within each five
/// seconds a shard's group has one; when few are left, the rest is spread until the limit resets.
/// https://docs.discord.com/developers/events/gateway#identifying
/// </summary>
/// <param name="limit">As the server last told it.</param>
/// <param name="now">When it told so, on a monotonic clock.</param>
internal sealed class IdentifyBudget(SessionStartLimit limit, TimeSpan now)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly int concurrency = Math.Max(1, limit.MaxConcurrency);
    private readonly Dictionary<int, TimeSpan> last = [];
    private TimeSpan resetAt = now + TimeSpan.FromMilliseconds(limit.ResetAfter);
    private int left = limit.Remaining;

    /// <summary>How many have been taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes one if it can be had.</summary>
    /// <returns>Zero if it was taken, else how long to wait before asking again.</returns>
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

    /// <summary>How long until one can be had; zero if at once.</summary>
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
