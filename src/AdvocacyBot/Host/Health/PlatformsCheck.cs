using AdvocacyBot.Core.Platforms;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether every configured platform is connected.</summary>
internal sealed class PlatformsCheck(PlatformHost platforms) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ready = platforms.Ready;
        string[] away = [.. ready.Where(p => !p.Value).Select(p => p.Key)];
        return Task.FromResult(away.Length == 0
            ? HealthCheckResult.Healthy(string.Join(", ", ready.Keys))
            : HealthCheckResult.Unhealthy($"not connected: {string.Join(", ", away)}"));
    }
}
