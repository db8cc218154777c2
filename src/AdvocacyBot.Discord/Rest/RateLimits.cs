namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Tracks Discord's rate limits without a clock and without waiting: decides whether a request may be sent now, and if not, when
/// to ask again. Three kinds are tracked separately: the buckets announced in headers, limits that only a 429 reveals, and known
/// quotas that Discord does not announce. All times are monotonic. Not thread-safe.
/// https://docs.discord.com/developers/topics/rate-limits
/// </summary>
internal sealed class RateLimits
{
    /// <summary>The global limit: requests in a second.</summary>
    public const int Global = 50;

    /// <summary>The wait when the limit becomes known with the response to another request.</summary>
    public static readonly TimeSpan UntilNextResponse = TimeSpan.FromSeconds(1);

    private const int EditsOfOldMessages = 30046;
    private const int MaxBlockedRoutes = 10_000;
    private readonly BucketTable buckets = new();
    private readonly QuotaTable quotas = new();
    private readonly Dictionary<string, TimeSpan> blockedRoutes = new(StringComparer.Ordinal);
    private readonly RateWindow global = new(Global, TimeSpan.FromSeconds(1));
    private readonly Pacing pacing = new() { Interval = IntervalFor(Global) };
    private int perSecond = Global;
    private TimeSpan globalBlockUntil;

    /// <summary>The part of the global limit that these requests may use: requests in a second. Applies at once.</summary>
    public int PerSecond
    {
        get => perSecond;
        set => (perSecond, pacing.Interval) = (value, IntervalFor(value));
    }

    /// <summary>The share of <see cref="PerSecond"/> that is left now, from 0 to 1.</summary>
    public double LeftShare(TimeSpan now) => Math.Max(0, 1 - ((double)global.Count(now) / perSecond));

    /// <summary>Starts a request if it may be sent now.</summary>
    /// <param name="wait">The maximum time to wait before asking again.</param>
    /// <returns>A ticket for <see cref="End"/>, or null if the request must wait.</returns>
    public Ticket? TryStart(Route route, TimeSpan now, out TimeSpan wait)
    {
        var bucket = buckets.Of(route);
        wait = Later(bucket.Wait(now), Later(BlockedFor(route, now), quotas.Wait(route.Quotas, now)));
        if (wait == TimeSpan.Zero && !route.IsExempt)
            wait = globalBlockUntil > now ? globalBlockUntil - now : WaitForGlobal(now);
        if (wait > TimeSpan.Zero)
            return null;

        bucket.Start(route.Template);
        quotas.Start(route.Quotas);
        if (!route.IsExempt)
        {
            global.Start();
            pacing.Start(now);
        }

        return new Ticket(route, bucket);
    }

    /// <summary>The first requests are sent at once; when the limit is reached, the others follow spaced until half of it is free again.</summary>
    private TimeSpan WaitForGlobal(TimeSpan now)
    {
        var wait = global.Wait(now, perSecond);
        if (wait > TimeSpan.Zero)
            pacing.IsOn = true;
        else if (global.Count(now) < (perSecond + 1) / 2)
            pacing.IsOn = false;
        return Later(wait, pacing.Wait(now));
    }

    /// <summary>Ends a request, whatever its outcome.</summary>
    /// <param name="ticket">From <see cref="TryStart"/>.</param>
    /// <param name="headers">Null without a response or without rate limit headers.</param>
    /// <param name="now">When the response arrived.</param>
    public void End(Ticket ticket, LimitHeaders? headers, TimeSpan now)
    {
        if (!ticket.Route.IsExempt)
            global.End(now);
        quotas.End(ticket.Route.Quotas, now);
        buckets.End(ticket, headers, now);
    }

    /// <summary>Records a response with status 429.</summary>
    public void Refused(Ticket ticket, Refusal refusal, TimeSpan now)
    {
        var until = now + refusal.RetryAfter;
        if (refusal.IsGlobal)
            globalBlockUntil = Later(globalBlockUntil, until);
        else if (refusal.IsBucketExhausted)
            ticket.Bucket.Block(until);
        else
            Block(ticket.Route, isWholeRoute: refusal.Code == EditsOfOldMessages, until, now);
    }

    /// <summary>
    /// The bucket has requests left, so the refusal comes from a limit that is not announced. It applies to one message, as for
    /// edits of published messages, or to the route within its channel, as for edits of old messages.
    /// </summary>
    private void Block(Route route, bool isWholeRoute, TimeSpan until, TimeSpan now)
    {
        if (blockedRoutes.Count >= MaxBlockedRoutes)
        {
            foreach (var (ended, _) in blockedRoutes.Where(b => b.Value <= now).ToList())
                blockedRoutes.Remove(ended);
        }

        var key = isWholeRoute ? KeyOf(route, null) : KeyOf(route, route.Message);
        blockedRoutes[key] = Later(blockedRoutes.GetValueOrDefault(key), until);
    }

    private TimeSpan BlockedFor(Route route, TimeSpan now)
    {
        var until = blockedRoutes.GetValueOrDefault(KeyOf(route, null));
        if (route.Message is not null)
            until = Later(until, blockedRoutes.GetValueOrDefault(KeyOf(route, route.Message)));
        return until > now ? until - now : TimeSpan.Zero;
    }

    /// <summary>Spreads the requests of a second over a fifth of it.</summary>
    private static TimeSpan IntervalFor(int perSecond) => TimeSpan.FromSeconds(0.2) / perSecond;

    private static string KeyOf(Route route, string? message) => $"{route.Template}\0{route.Resource}\0{message}";

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>A request in progress.</summary>
    internal sealed class Ticket
    {
        private readonly RateBucket bucket;

        internal Ticket(Route route, RateBucket bucket) => (Route, this.bucket) = (route, bucket);

        internal Route Route { get; }

        internal RateBucket Bucket => bucket.CurrentFor(Route.Template);
    }
}

/// <summary>Identifies the rate limits of a request.</summary>
/// <param name="Template">Method and path without ids; also used in messages and logs.</param>
/// <param name="Resource">The top-level resource: a channel, a guild or a webhook.</param>
internal sealed record Route(string Template, string Resource)
{
    /// <summary>Whether the global limit does not apply, as for responses to interactions.</summary>
    public bool IsExempt { get; init; }

    /// <summary>The message that the request concerns, which may have limits of its own.</summary>
    public string? Message { get; init; }

    /// <summary>Known limits that Discord does not announce in headers.</summary>
    public IReadOnlyList<Quota> Quotas { get; init; } = [];
}

/// <summary>https://docs.discord.com/developers/topics/rate-limits#header-format-rate-limit-header-examples</summary>
/// <param name="Bucket">The bucket's name, without the top-level resource.</param>
/// <param name="Limit">Requests per window.</param>
/// <param name="Remaining">Requests left in the window.</param>
/// <param name="ResetAfter">Time from the response to the end of the window.</param>
/// <param name="Reset">The end of the window on the server's clock, in seconds; never compared with the local clock.</param>
internal sealed record LimitHeaders(string Bucket, int Limit, int Remaining, TimeSpan ResetAfter, double Reset)
{
    /// <summary>When the server responded, on its own clock.</summary>
    public double RespondedAt => Reset - ResetAfter.TotalSeconds;
}

/// <summary>A response with status 429.</summary>
/// <param name="RetryAfter">How long to wait.</param>
/// <param name="IsGlobal">Whether the global limit was exceeded.</param>
/// <param name="IsBucketExhausted">Whether the bucket announced in the headers has no request left.</param>
/// <param name="Code">Discord's error code, which some limits have; else 0.</param>
internal sealed record Refusal(TimeSpan RetryAfter, bool IsGlobal = false, bool IsBucketExhausted = false, int Code = 0);
