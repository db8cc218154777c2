using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether the databases are migrated and purged, and the bot is not about to stop.</summary>
internal sealed class StartCheck(Preparation preparation, Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.HasBegun
            ? HealthCheckResult.Unhealthy("the bot is stopping")
            : preparation.Done.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the bot is starting"));
}
