using System.Globalization;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Limits identifies, because Discord resets the token of a bot that identifies more than a thousand times a day. Each group of
/// shards may identify once every five seconds; if few identifies remain, they are spread over the time until the limit resets.
/// Not thread-safe. https://docs.discord.com/developers/events/gateway#identifying
/// </summary>
/// <param name="limit">As the server last reported it.</param>
/// <param name="now">When it was reported, on any clock, as are all times given later.</param>
internal sealed class IdentifyBudget(SessionStartLimit limit, TimeSpan now)
{
    /// <summary>Longer than Discord's five seconds: the next identify may be sent by another process and be on its way for a shorter time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5.5);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Ends of the window that differ by less are the same.</summary>
    private static readonly TimeSpan SameWindow = TimeSpan.FromMinutes(1);
    private readonly int concurrency = Math.Max(1, limit.MaxConcurrency);
    private readonly Dictionary<int, TimeSpan> last = [];
    private TimeSpan resetAt = now + TimeSpan.FromMilliseconds(limit.ResetAfter);

    public int Taken { get; private set; }

    /// <summary>How many identifies are left until the limit resets.</summary>
    public int Left { get; private set; } = limit.Remaining;

    /// <summary>The budget as an earlier one was written.</summary>
    /// <param name="text">From <see cref="Write"/>; null or unreadable for a new budget.</param>
    /// <param name="limit">As the server reported it, now or earlier.</param>
    /// <param name="now">The current time.</param>
    public static IdentifyBudget Read(string? text, SessionStartLimit limit, TimeSpan now)
    {
        var budget = new IdentifyBudget(limit, now);
        if (text?.Split(' ') is not [var left, var reset, .. var groups] || Number(left) is not { } count || Number(reset) is not { } ticks)
            return budget;

        (budget.Left, budget.resetAt) = ((int)count, new TimeSpan(ticks));
        foreach (var group in groups)
        {
            if (group.Split(':') is [var number, var at] && Number(number) is { } key && Number(at) is { } before)
                budget.last[(int)key] = new TimeSpan(before);
        }

        return budget;

        static long? Number(string word) => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The identifies that are left, when the limit resets, and when each group last identified.</summary>
    public string Write() => string.Create(
        CultureInfo.InvariantCulture, $"{Left} {resetAt.Ticks}{string.Concat(last.Select(g => string.Create(CultureInfo.InvariantCulture, $" {g.Key}:{g.Value.Ticks}")))}");

    /// <summary>Takes over what the server reports: within the same window, the lower number; else the server knows better.</summary>
    public void Merge(SessionStartLimit reported, TimeSpan at)
    {
        var end = at + TimeSpan.FromMilliseconds(reported.ResetAfter);
        Left = (end - resetAt).Duration() < SameWindow ? Math.Min(Left, reported.Remaining) : reported.Remaining;
        resetAt = end;
    }

    /// <returns>Zero if an identify was taken, else how long to wait before asking again.</returns>
    public TimeSpan Take(int shard, TimeSpan at)
    {
        var wait = Wait(shard, at);
        if (wait > TimeSpan.Zero)
            return wait;

        Left--;
        Taken++;
        last[shard % concurrency] = at;
        return TimeSpan.Zero;
    }

    /// <summary>How long until the next identify is available; zero if it is available now.</summary>
    public TimeSpan Wait(int shard, TimeSpan at)
    {
        if (at >= resetAt)
        {
            Left = limit.Total;
            resetAt = at + Day;
        }

        // A clock that was set back must not make anybody wait for longer than the limit can last.
        if (Left <= 0)
            return Shorter(resetAt - at, Day);
        if (!last.TryGetValue(shard % concurrency, out var before))
            return TimeSpan.Zero;

        var pause = Left > limit.Total / 4 ? Pause : Longer(Pause, (resetAt - at) / Left);
        return before + pause > at ? Shorter(before + pause - at, pause) : TimeSpan.Zero;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
