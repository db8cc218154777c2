using System.Threading.RateLimiting;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// How much one address may ask of the room's doors, before any work: a new cookie for each request must not be a way around
/// the members' own limit.
/// </summary>
internal static class RoomLimits
{
    public const string Policy = "room";

    public static IServiceCollection AddRoomLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = async (context, ct) =>
            {
                // An idle connection would still count towards the most that there may be.
                context.HttpContext.Response.Headers.Connection = "close";
                context.HttpContext.Response.Headers.RetryAfter = "1";
                await context.HttpContext.Response.WriteAsJsonAsync(
                    new Problem("Too many requests. Wait a second."), RoomJson.Default.Problem, cancellationToken: ct);
            };
            options.AddPolicy(Policy, http => RateLimitPartition.GetTokenBucketLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = 200,
                    TokensPerPeriod = 100,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }));
        });
}
