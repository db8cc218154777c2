namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Tracks Discord's rate limits without a clock and without waiting: decides whether a request may be sent now, and if not, when
/// to ask again. All times are monotonic. Not thread-safe.
/// https://docs.discord.com/developers/topics/rate-limits
/// </summary>
internal sealed class RateLimits(int perSecond = 50)
{
    /// <summary>The wait when the limit becomes known with the response to another request.</summary>
    public static readonly TimeSpan UntilNextResponse = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const int MaxBuckets = 10_000;
    private readonly Dictionary<string, string> bucketOfRoute = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    // A slot is free again one second after its response arrived. The server counted the request before it responded, so that
    // no second on the server exceeds the limit, whatever the latency.
    private readonly Queue<TimeSpan> answered = new();
    private int inProgress;
    private TimeSpan globalBlockUntil;

    /// <summary>Starts a request if it may be sent now.</summary>
    /// <param name="wait">The maximum time to wait before asking again.</param>
    /// <returns>A ticket for <see cref="End"/>, or null if the request must wait.</returns>
    public Ticket? TryStart(Route route, TimeSpan now, out TimeSpan wait)
    {
        var bucket = BucketOf(route);
        wait = bucket.Wait(now);
        if (wait == TimeSpan.Zero && !route.IsExempt)
            wait = GlobalWait(now);
        if (wait > TimeSpan.Zero)
            return null;

        bucket.Start();
        if (!route.IsExempt)
            inProgress++;
        return new Ticket(route, bucket);
    }

    /// <summary>Ends a request, whatever its outcome.</summary>
    /// <param name="ticket">From <see cref="TryStart"/>.</param>
    /// <param name="headers">Null without a response or without rate limit headers.</param>
    /// <param name="now">When the response arrived.</param>
    public void End(Ticket ticket, LimitHeaders? headers, TimeSpan now)
    {
        if (!ticket.Route.IsExempt)
        {
            inProgress--;
            answered.Enqueue(now);
        }

        ticket.Bucket.End();
        if (headers is null)
        {
            ticket.Bucket.Forget();
            return;
        }

        Name(ticket.Route.Template, headers.Bucket);
        ticket.Bucket.Learn(headers, now);
    }

    /// <summary>Records a response with status 429.</summary>
    public void Refused(Ticket ticket, bool global, TimeSpan retryAfter, TimeSpan now)
    {
        if (global)
            globalBlockUntil = Later(globalBlockUntil, now + retryAfter);
        else
            ticket.Bucket.Block(now + retryAfter);
    }

    private TimeSpan GlobalWait(TimeSpan now)
    {
        if (globalBlockUntil > now)
            return globalBlockUntil - now;
        while (answered.TryPeek(out var first) && now - first >= Second)
            answered.Dequeue();
        if (inProgress + answered.Count < perSecond)
            return TimeSpan.Zero;
        return answered.TryPeek(out var oldest) ? oldest + Second - now : UntilNextResponse;
    }

    private Bucket BucketOf(Route route)
    {
        // Until the server names the bucket, the route's template serves as the name.
        var key = Key(bucketOfRoute.GetValueOrDefault(route.Template, route.Template), route.Resource);
        if (buckets.TryGetValue(key, out var bucket))
            return bucket;

        if (buckets.Count >= MaxBuckets)
        {
            foreach (var (idle, _) in buckets.Where(b => b.Value.IsIdle).Take(MaxBuckets / 2).ToList())
                buckets.Remove(idle);
        }

        return buckets[key] = new Bucket();
    }

    /// <summary>Files a route's buckets under the name that the server assigned.</summary>
    private void Name(string template, string name)
    {
        var before = bucketOfRoute.GetValueOrDefault(template, template);
        if (before == name)
            return;

        bucketOfRoute[template] = name;
        foreach (var (key, bucket) in buckets.Where(b => b.Key.StartsWith(before + "\0", StringComparison.Ordinal)).ToList())
        {
            buckets.Remove(key);
            if (!buckets.TryAdd(name + key[before.Length..], bucket))
                bucket.MergeInto(buckets[name + key[before.Length..]]);
        }
    }

    private static string Key(string bucket, string resource) => $"{bucket}\0{resource}";

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>A request in progress.</summary>
    internal sealed class Ticket
    {
        private readonly Bucket bucket;

        internal Ticket(Route route, Bucket bucket) => (Route, this.bucket) = (route, bucket);

        internal Route Route { get; }

        internal Bucket Bucket => bucket.Current;
    }

    internal sealed class Bucket
    {
        private int? limit;
        private int left;
        private int inFlight;
        private TimeSpan resetAt;
        private TimeSpan blockedUntil;
        private double window;
        private Bucket? mergedInto;

        public Bucket Current => mergedInto?.Current ?? this;

        public bool IsIdle => inFlight == 0;

        public TimeSpan Wait(TimeSpan now)
        {
            if (blockedUntil > now)
                return blockedUntil - now;
            // The limit is unknown: send one request to learn it.
            if (limit is not { } most)
                return inFlight == 0 ? TimeSpan.Zero : UntilNextResponse;
            if (now >= resetAt)
                left = Math.Max(left, most - inFlight);
            if (left > 0)
                return TimeSpan.Zero;
            return resetAt > now ? resetAt - now : UntilNextResponse;
        }

        public void Start()
        {
            inFlight++;
            left--;
        }

        public void End() => inFlight--;

        /// <summary>Merges this bucket into another: two routes share one.</summary>
        public void MergeInto(Bucket other)
        {
            mergedInto = other;
            other.inFlight += inFlight;
            other.left -= inFlight;
            other.Block(blockedUntil);
        }

        /// <summary>It is unknown whether the last request counted; the next response tells.</summary>
        public void Forget() => limit = null;

        public void Block(TimeSpan until) => blockedUntil = Later(blockedUntil, until);

        public void Learn(LimitHeaders headers, TimeSpan now)
        {
            // Responses arrive out of order; the server's reset time identifies the window. Within a window, the lowest count is
            // the latest; in a new window, the server may not have counted requests in flight.
            if (limit is null || headers.Reset > window)
                (left, resetAt) = (headers.Remaining - inFlight, now + headers.ResetAfter);
            else if (headers.Reset == window)
                left = Math.Min(left, headers.Remaining);
            limit = headers.Limit;
            window = Math.Max(window, headers.Reset);
        }
    }
}

/// <summary>Identifies the rate limit of a request.</summary>
/// <param name="Template">Method and path without ids; also used in messages and logs.</param>
/// <param name="Resource">The top-level resource: a channel, a guild or a webhook.</param>
internal sealed record Route(string Template, string Resource)
{
    /// <summary>Whether the limit over all requests does not hold for it, as for answers to interactions.</summary>
    public bool IsExempt { get; init; }
}

/// <summary>https://docs.discord.com/developers/topics/rate-limits#header-format-rate-limit-header-examples</summary>
/// <param name="Bucket">The bucket's name, without the top-level resource.</param>
/// <param name="Limit">Requests per window.</param>
/// <param name="Remaining">Requests left in the window.</param>
/// <param name="ResetAfter">Time from the response to the end of the window.</param>
/// <param name="Reset">The end of the window on the server's clock, in seconds; never compared with the local clock.</param>
internal sealed record LimitHeaders(string Bucket, int Limit, int Remaining, TimeSpan ResetAfter, double Reset);
