using AdvocacyBot.Core.Platforms;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>Whether every configured platform is connected, by this process or by another one on the same database.</summary>
internal sealed class PlatformsCheck(PlatformHost platforms, PlatformConnections connections) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ready = platforms.Ready;
        string[] away = [.. ready.Where(p => !p.Value && !connections.IsElsewhere(p.Key)).Select(p => p.Key)];
        return Task.FromResult(away.Length == 0
            ? HealthCheckResult.Healthy(string.Join(", ", ready.Keys.Select(Name)))
            : HealthCheckResult.Unhealthy($"not connected: {string.Join(", ", away)}"));
    }

    private string Name(string platform) =>
        connections.IsElsewhere(platform) ? $"{platform} (another process)"
        : platforms.DetailOf(platform) is { } detail ? $"{platform} ({detail})"
        : platform;
}
