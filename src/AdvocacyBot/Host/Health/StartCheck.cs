using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether the databases are migrated and purged.</summary>
internal sealed class StartCheck(Preparation preparation) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(preparation.Done.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the bot is starting"));
}
