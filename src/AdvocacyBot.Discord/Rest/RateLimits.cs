namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// The bookkeeping of Discord's limits, without a clock and without waiting: may a request go now, and if not, when to ask
/// again. Times are on one monotonic clock. Not safe for several threads at once.
/// https://docs.discord.com/developers/topics/rate-limits
/// </summary>
internal sealed class RateLimits(int perSecond = 50)
{
    /// <summary>What to wait where only another request's answer can tell.</summary>
    public static readonly TimeSpan UntilSomeAnswer = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const int MostBuckets = 10_000;
    private readonly Dictionary<string, string> bucketOfRoute = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    // A slot is free again one second after its answer came. The server counted it no later than it answered, so whatever
    // its window is, no second of the server's ever holds more than the limit, however long requests travel.
    private readonly Queue<TimeSpan> answered = new();
    private int underWay;
    private TimeSpan allBlockedUntil;

    /// <summary>Starts a request if it may go now.</summary>
    /// <param name="wait">How long to wait at the most before asking again.</param>
    /// <returns>What to end the request with; null if it may not go now.</returns>
    public Ticket? TryStart(Route route, TimeSpan now, out TimeSpan wait)
    {
        var bucket = BucketOf(route);
        wait = bucket.Wait(now);
        if (wait == TimeSpan.Zero && !route.IsExempt)
            wait = WaitForAll(now);
        if (wait > TimeSpan.Zero)
            return null;

        bucket.Start();
        if (!route.IsExempt)
            underWay++;
        return new Ticket(route, bucket);
    }

    /// <summary>Ends a request, whatever became of it.</summary>
    /// <param name="ticket">What it was started with.</param>
    /// <param name="headers">Null where no answer came, or one without limits.</param>
    /// <param name="now">When the answer had arrived.</param>
    public void End(Ticket ticket, LimitHeaders? headers, TimeSpan now)
    {
        if (!ticket.Route.IsExempt)
        {
            underWay--;
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

    /// <summary>Takes a refusal (status 429) into account.</summary>
    public void Refused(Ticket ticket, bool global, TimeSpan retryAfter, TimeSpan now)
    {
        if (global)
            allBlockedUntil = Later(allBlockedUntil, now + retryAfter);
        else
            ticket.Bucket.Block(now + retryAfter);
    }

    private TimeSpan WaitForAll(TimeSpan now)
    {
        if (allBlockedUntil > now)
            return allBlockedUntil - now;
        while (answered.TryPeek(out var first) && now - first >= Second)
            answered.Dequeue();
        if (underWay + answered.Count < perSecond)
            return TimeSpan.Zero;
        return answered.TryPeek(out var oldest) ? oldest + Second - now : UntilSomeAnswer;
    }

    private Bucket BucketOf(Route route)
    {
        // Requests of a route whose bucket has no name yet go by the route's own.
        var key = Key(bucketOfRoute.GetValueOrDefault(route.Template, route.Template), route.Resource);
        if (buckets.TryGetValue(key, out var bucket))
            return bucket;

        if (buckets.Count >= MostBuckets)
        {
            foreach (var (idle, _) in buckets.Where(b => b.Value.IsIdle).Take(MostBuckets / 2).ToList())
                buckets.Remove(idle);
        }

        return buckets[key] = new Bucket();
    }

    /// <summary>Moves what is known of a route's resources under the name that the server gives their bucket.</summary>
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
                bucket.JoinInto(buckets[name + key[before.Length..]]);
        }
    }

    private static string Key(string bucket, string resource) => $"{bucket}\0{resource}";

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>A request that is under way.</summary>
    internal sealed class Ticket
    {
        private readonly Bucket bucket;

        internal Ticket(Route route, Bucket bucket) => (Route, this.bucket) = (route, bucket);

        internal Route Route { get; }

        internal Bucket Bucket => bucket.Present;
    }

    internal sealed class Bucket
    {
        private int? limit;
        private int left;
        private int inFlight;
        private TimeSpan resetAt;
        private TimeSpan blockedUntil;
        private double window;
        private Bucket? joined;

        public Bucket Present => joined?.Present ?? this;

        public bool IsIdle => inFlight == 0;

        public TimeSpan Wait(TimeSpan now)
        {
            if (blockedUntil > now)
                return blockedUntil - now;
            // Nothing is known yet: one request goes ahead and finds out.
            if (limit is not { } most)
                return inFlight == 0 ? TimeSpan.Zero : UntilSomeAnswer;
            if (now >= resetAt)
                left = Math.Max(left, most - inFlight);
            if (left > 0)
                return TimeSpan.Zero;
            return resetAt > now ? resetAt - now : UntilSomeAnswer;
        }

        public void Start()
        {
            inFlight++;
            left--;
        }

        public void End() => inFlight--;

        /// <summary>Two routes turn out to share one bucket.</summary>
        public void JoinInto(Bucket other)
        {
            joined = other;
            other.inFlight += inFlight;
            other.left -= inFlight;
            other.Block(blockedUntil);
        }

        /// <summary>Nobody knows whether the last request counted: the next one finds out.</summary>
        public void Forget() => limit = null;

        public void Block(TimeSpan until) => blockedUntil = Later(blockedUntil, until);

        public void Learn(LimitHeaders headers, TimeSpan now)
        {
            // Answers overtake each other; the server's own instant of reset tells which window one speaks of. Within a
            // window the lowest count is the latest; in a new one the server may not have counted what is still under way.
            if (limit is null || headers.Reset > window)
                (left, resetAt) = (headers.Remaining - inFlight, now + headers.ResetAfter);
            else if (headers.Reset == window)
                left = Math.Min(left, headers.Remaining);
            limit = headers.Limit;
            window = Math.Max(window, headers.Reset);
        }
    }
}

/// <summary>What a request counts against.</summary>
/// <param name="Template">Method and path without ids; it names the route in messages and logs, too.</param>
/// <param name="Resource">The top-level resource whose limits it shares: a channel, a guild or a webhook.</param>
internal sealed record Route(string Template, string Resource)
{
    /// <summary>Whether the limit over all requests does not hold for it, as for answers to interactions.</summary>
    public bool IsExempt { get; init; }
}

/// <summary>https://docs.discord.com/developers/topics/rate-limits#header-format-rate-limit-header-examples</summary>
/// <param name="Bucket">Names the limit, without the top-level resource.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">What was left of them when the server answered.</param>
/// <param name="ResetAfter">How long after the answer the window ended.</param>
/// <param name="Reset">The end of the window on the server's own clock, in seconds; never compared with ours.</param>
internal sealed record LimitHeaders(string Bucket, int Limit, int Remaining, TimeSpan ResetAfter, double Reset);
