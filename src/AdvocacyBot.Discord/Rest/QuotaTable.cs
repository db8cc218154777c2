namespace AdvocacyBot.Discord.Rest;

/// <summary>A known limit that Discord does not announce in headers.</summary>
/// <param name="Key">Identifies the limit, including the channel or message that it applies to.</param>
/// <param name="Count">Requests per window.</param>
/// <param name="Window">The length of the sliding window.</param>
internal sealed record Quota(string Key, int Count, TimeSpan Window);

/// <summary>Counts requests against their quotas. Not thread-safe.</summary>
internal sealed class QuotaTable
{
    private const int MaxQuotas = 10_000;
    private readonly Dictionary<string, RateWindow> windows = new(StringComparer.Ordinal);

    public TimeSpan Wait(IReadOnlyList<Quota> quotas, TimeSpan now) =>
        quotas.Count == 0 ? TimeSpan.Zero : quotas.Max(q => windows.TryGetValue(q.Key, out var window) ? window.Wait(now, q.Count) : TimeSpan.Zero);

    public void Start(IReadOnlyList<Quota> quotas)
    {
        foreach (var quota in quotas)
        {
            if (!windows.TryGetValue(quota.Key, out var window))
                windows[quota.Key] = window = new RateWindow(quota.Count, quota.Window);
            window.Start();
        }
    }

    public void End(IReadOnlyList<Quota> quotas, TimeSpan now)
    {
        foreach (var quota in quotas)
        {
            if (windows.TryGetValue(quota.Key, out var window))
                window.End(now);
        }

        if (windows.Count <= MaxQuotas)
            return;
        foreach (var (key, _) in windows.Where(w => w.Value.IsIdle(now)).ToList())
            windows.Remove(key);
    }
}

/// <summary>
/// A sliding window over requests. A slot is free again one window after its response arrived: the server counted the request
/// before it responded, so that no window on the server exceeds the limit, whatever the latency.
/// </summary>
internal sealed class RateWindow(int count, TimeSpan length)
{
    private readonly Queue<TimeSpan> ended = new();
    private int inProgress;

    public TimeSpan Wait(TimeSpan now) => Wait(now, count);

    /// <param name="now">Monotonic.</param>
    /// <param name="limit">The limit for this request, which may be lower than for more urgent ones.</param>
    public TimeSpan Wait(TimeSpan now, int limit)
    {
        var excess = Count(now) - limit;
        if (excess < 0)
            return TimeSpan.Zero;
        // The requests in progress have no end yet; the excess must leave the window first.
        return excess < ended.Count ? ended.ElementAt(excess) + length - now : RateLimits.UntilNextResponse;
    }

    public void Start() => inProgress++;

    public void End(TimeSpan now)
    {
        inProgress--;
        ended.Enqueue(now);
    }

    public bool IsIdle(TimeSpan now) => Count(now) == 0;

    /// <summary>How many requests count now.</summary>
    public int Count(TimeSpan now)
    {
        Trim(now);
        return inProgress + ended.Count;
    }

    private void Trim(TimeSpan now)
    {
        while (ended.TryPeek(out var first) && now - first >= length)
            ended.Dequeue();
    }
}
