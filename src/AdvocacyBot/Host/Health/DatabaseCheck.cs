using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>
/// Whether the database can be read and the outbox is on time. One caller asks at a time and its result is reused for a second, so that
/// many callers cost no more than one. Thread-safe.
/// </summary>
internal sealed class DatabaseCheck(OutboxDelay outbox, TimeProvider clock) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim one = new(1, 1);
    private HealthCheckResult latest;
    private long? checkedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (checkedAt is not { } at || clock.GetElapsedTime(at) >= CacheDuration)
            {
                latest = await CheckAsync(cancellationToken);
                checkedAt = clock.GetTimestamp();
            }

            return latest;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<HealthCheckResult> CheckAsync(CancellationToken ct)
    {
        try
        {
            return await outbox.IsOnTimeAsync(ct)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("deliveries are late");
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is not null)
        {
            return HealthCheckResult.Unhealthy($"the database cannot be read: {StorageTrouble.Reason(e)}");
        }
    }
}
