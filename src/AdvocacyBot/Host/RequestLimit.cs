using System.Threading.RateLimiting;
using AdvocacyBot.Host.Health;
using Microsoft.AspNetCore.RateLimiting;

namespace AdvocacyBot.Host;

/// <summary>
/// Limits how many requests are served at once, streams included, to fewer than there may be connections: the rest is left to health
/// checks, which a crowd in the web room must not block.
/// </summary>
internal static class RequestLimit
{
    /// <summary>Leaves enough files and sockets for the chat platforms and the database.</summary>
    public const int MaxConnections = 1_000;

    public const int MaxConcurrentRequests = 900;

    public static IServiceCollection AddRequestLimit(this IServiceCollection services) =>
        services.Configure<RateLimiterOptions>(limits => limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(http =>
            HealthSetup.IsAt(http.Request.Path)
                ? RateLimitPartition.GetNoLimiter(true)
                : RateLimitPartition.GetConcurrencyLimiter(false, _ => new ConcurrencyLimiterOptions { PermitLimit = MaxConcurrentRequests, QueueLimit = 0 })));
}
