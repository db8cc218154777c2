namespace AdvocacyBot.Discord.Rest;

/// <summary>The state of one announced limit, which one or several routes share. Not thread-safe.</summary>
internal sealed class RateBucket
{
    /// <summary>Discord rounds to milliseconds; ends of a window further apart belong to different windows. In seconds.</summary>
    private const double SameWindow = 0.005;

    /// <summary>The latest response of each route, by the server's order.</summary>
    private readonly Dictionary<string, LimitHeaders> lastOfRoute = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> inFlightOfRoute = new(StringComparer.Ordinal);
    private int? limit;
    private int left;
    private int inFlight;
    private TimeSpan resetAt;
    private TimeSpan blockedUntil;
    private double window;
    private RateBucket? mergedInto;
    private Dictionary<string, RateBucket>? splitInto;

    public bool IsIdle => inFlight == 0;

    /// <summary>The bucket that now holds a route's requests, if this one was merged or split since.</summary>
    public RateBucket CurrentFor(string template) =>
        mergedInto?.CurrentFor(template) ?? splitInto?.GetValueOrDefault(template)?.CurrentFor(template) ?? this;

    public TimeSpan Wait(TimeSpan now)
    {
        if (blockedUntil > now)
            return blockedUntil - now;
        // The limit is unknown: send one request to learn it.
        if (limit is not { } perWindow)
            return inFlight == 0 ? TimeSpan.Zero : RateLimits.UntilNextResponse;
        if (now >= resetAt)
            left = Math.Max(left, perWindow - inFlight);
        if (left > 0)
            return TimeSpan.Zero;
        return resetAt > now ? resetAt - now : RateLimits.UntilNextResponse;
    }

    public void Start(string template)
    {
        Add(template, 1);
        left--;
    }

    public void End(string template) => Add(template, -1);

    public void Block(TimeSpan until) => blockedUntil = Later(blockedUntil, until);

    /// <summary>It is unknown whether the last request counted; the next response tells.</summary>
    public void Forget() => limit = null;

    public void Learn(string template, LimitHeaders headers, TimeSpan now)
    {
        // Responses arrive out of order; the server's reset time identifies the window. Within a window, the lowest count is
        // the latest; in a new window, the server may not have counted requests in flight.
        if (limit is null || headers.Reset > window)
            (left, resetAt) = (headers.Remaining - inFlight, now + headers.ResetAfter);
        else if (headers.Reset == window)
            left = Math.Min(left, headers.Remaining);
        limit = headers.Limit;
        window = Math.Max(window, headers.Reset);
        if (!lastOfRoute.TryGetValue(template, out var last) || headers.Reset > last.Reset || (headers.Reset == last.Reset && headers.Remaining < last.Remaining))
            lastOfRoute[template] = headers;
    }

    /// <summary>
    /// Whether a response proves that its route is counted separately from another route with the same bucket name: two windows
    /// were open at the same time. Discord reports the same name for such routes (discord-api-docs issues 1442 and 8073).
    /// </summary>
    public bool IsContradictedBy(string template, LimitHeaders headers) => lastOfRoute.Any(other =>
        other.Key != template
        && Math.Abs(other.Value.Reset - headers.Reset) > SameWindow
        && Math.Max(other.Value.RespondedAt, headers.RespondedAt) < Math.Min(other.Value.Reset, headers.Reset) - SameWindow);

    /// <summary>Gives each route its own bucket, with what is known about it.</summary>
    /// <param name="now">Each window is assumed to last as long from now as it did from its last response.</param>
    public IReadOnlyDictionary<string, RateBucket> Split(TimeSpan now)
    {
        splitInto = [];
        foreach (var template in lastOfRoute.Keys.Union(inFlightOfRoute.Keys).ToList())
        {
            var own = new RateBucket { blockedUntil = blockedUntil };
            own.Add(template, inFlightOfRoute.GetValueOrDefault(template));
            if (lastOfRoute.TryGetValue(template, out var headers))
                own.Learn(template, headers, now);
            splitInto[template] = own;
        }

        return splitInto;
    }

    /// <summary>Merges this bucket into another: two routes share one.</summary>
    public void MergeInto(RateBucket other)
    {
        mergedInto = other;
        foreach (var (template, count) in inFlightOfRoute)
            other.Add(template, count);
        other.left -= inFlight;
        other.Block(blockedUntil);
        foreach (var (template, headers) in lastOfRoute)
            other.lastOfRoute[template] = headers;
    }

    private void Add(string template, int count)
    {
        inFlight += count;
        inFlightOfRoute[template] = inFlightOfRoute.GetValueOrDefault(template) + count;
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
