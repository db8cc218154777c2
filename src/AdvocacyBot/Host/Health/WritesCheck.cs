using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether the latest write to the database succeeded.</summary>
internal sealed class WritesCheck(WriteHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.Problem is { } problem
            ? HealthCheckResult.Unhealthy($"the database cannot be written: {problem}")
            : HealthCheckResult.Healthy());
}
