using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether every background loop makes progress.</summary>
internal sealed class LoopsCheck(IEnumerable<Loop> loops) : IHealthCheck
{
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(3);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] silent = [.. loops.Where(l => l.SinceSignOfLife >= MaxSilence).Select(l => l.GetType().Name)];
        return Task.FromResult(silent.Length == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"no progress: {string.Join(", ", silent)}"));
    }
}
