using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// Limits requests per address before any work is done: a new cookie for each request must not be a way around the members' own
/// limit.
/// </summary>
internal static class RoomLimits
{
    public const string Policy = "room";

    /// <summary>For searches, each of which may read the whole history.</summary>
    public const string SearchPolicy = "search";

    /// <summary>For answers on public pages, where each may come from another member.</summary>
    public const string AnswerPolicy = "answers";

    public static IServiceCollection AddRoomLimits(this IServiceCollection services) =>
        services.AddSingleton<StreamLimit>().AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) => new ValueTask(RefuseAsync(context.HttpContext, "problem.requests"));
            options.AddPolicy(Policy, http => RateLimitPartition.GetTokenBucketLimiter(
                http.Address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = 200,
                    TokensPerPeriod = 100,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }));
            options.AddPolicy(SearchPolicy, http => RateLimitPartition.GetTokenBucketLimiter(
                http.Address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = 20,
                    TokensPerPeriod = 2,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }));
            options.AddPolicy(AnswerPolicy, http => RateLimitPartition.GetTokenBucketLimiter(
                http.Address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = 20,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(5),
                    QueueLimit = 0,
                }));
        });

    /// <summary>Answers 429 and closes the connection, because an idle one still counts towards the limit of connections.</summary>
    public static Task RefuseAsync(HttpContext http, [TextKey(typeof(RoomTexts))] string key)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.Connection = "close";
        http.Response.Headers.RetryAfter = "1";
        return http.Response.WriteAsJsonAsync(new Problem(RoomTexts.All[PageLanguage.Of(http), key]), RoomJson.Default.Problem, cancellationToken: http.RequestAborted);
    }

    extension(HttpContext http)
    {
        /// <summary>The client's address, as a trusted proxy reports it. An IPv6 client counts by its network of 64 bits.</summary>
        public string Address
        {
            get
            {
                if (http.Connection.RemoteIpAddress is not { } address)
                    return "";
                if (address.IsIPv4MappedToIPv6)
                    return address.MapToIPv4().ToString();
                return address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexStringLower(bytes.AsSpan(0, 8)) : address.ToString();
            }
        }
    }
}

/// <summary>Limits how many event streams one address may hold open. Thread-safe.</summary>
internal sealed class StreamLimit
{
    /// <summary>Enough for a group that meets behind one address.</summary>
    public const int MaxPerAddress = 100;

    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>Counts a stream until the result is disposed; null if the address has too many.</summary>
    public IDisposable? TryOpen(HttpContext http)
    {
        var address = http.Address;
        if (open.AddOrUpdate(address, 1, (_, count) => count + 1) <= MaxPerAddress)
            return new Counted(this, address);
        Close(address);
        return null;
    }

    private void Close(string address)
    {
        if (open.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
            open.TryRemove(new KeyValuePair<string, int>(address, 0));
    }

    private sealed class Counted(StreamLimit limit, string address) : IDisposable
    {
        public void Dispose() => limit.Close(address);
    }
}
