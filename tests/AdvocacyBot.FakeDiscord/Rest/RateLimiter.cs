using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Windows per route and resource, and one over all routes. https://docs.discord.com/developers/topics/rate-limits</summary>
internal sealed class RateLimiter(FakeSettings settings)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Window> windows = [];
    private readonly Queue<TimeSpan> all = new();

    /// <summary>The number of requests refused by a rate limit.</summary>
    public int Refused { get; private set; }

    /// <summary>Counts a request and writes the rate limit headers.</summary>
    /// <returns>Null if the request is allowed; else how long to wait, and whether the global limit applies.</returns>
    public (TimeSpan Wait, bool Global)? Take(string template, string resource, IHeaderDictionary headers)
    {
        var now = Stopwatch.GetElapsedTime(0);
        lock (gate)
        {
            if (!template.Contains("/interactions/", StringComparison.Ordinal) && !template.Contains("/webhooks/", StringComparison.Ordinal))
            {
                while (all.TryPeek(out var first) && now - first >= TimeSpan.FromSeconds(1))
                    all.Dequeue();
                if (all.Count >= settings.PerSecond)
                {
                    Refused++;
                    return (all.Peek() + TimeSpan.FromSeconds(1) - now, true);
                }

                all.Enqueue(now);
            }
            else
            {
                return null;
            }

            var isMessage = template.EndsWith("/messages", StringComparison.Ordinal) && template.StartsWith("POST", StringComparison.Ordinal);
            var (limit, length) = isMessage ? (settings.PerChannel, settings.ChannelWindow) : (20, TimeSpan.FromSeconds(5));
            var window = windows.GetValueOrDefault(template + resource) ?? new Window(TimeSpan.Zero, 0, 0);
            if (now >= window.Ends)
                window = new Window(now + length, 0, (DateTimeOffset.UtcNow + length).ToUnixTimeMilliseconds() / 1000.0);
            var passes = window.Count < limit;
            if (passes)
                windows[template + resource] = window = window with { Count = window.Count + 1 };
            else
                Refused++;
            Write(headers, template, limit, window, now);
            return passes ? null : (window.Ends - now, false);
        }
    }

    private string BucketName(string template)
    {
        var isShared = settings.SharesMessageBucketName && template is ("POST /channels/{}/messages" or "PATCH /channels/{}/messages/{}");
        return (isShared ? "messages" : template).GetHashCode(StringComparison.Ordinal).ToString("x8", CultureInfo.InvariantCulture);
    }

    private void Write(IHeaderDictionary headers, string template, int limit, Window window, TimeSpan now)
    {
        headers["X-RateLimit-Bucket"] = BucketName(template);
        headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = (limit - window.Count).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = window.Reset.ToString("0.000", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset-After"] = (window.Ends - now).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
    }

    private sealed record Window(TimeSpan Ends, int Count, double Reset);
}
