using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// The <see cref="IdentifyBudget"/> that the shards of all processes share: one row of the database, changed in a transaction, on the
/// database's clock. It also holds across restarts. Thread-safe.
/// </summary>
internal sealed partial class SharedIdentifyBudget(IServiceScopeFactory scopes, ILogger<SharedIdentifyBudget> logger)
{
    private const string Key = "discord/identify";

    /// <summary>Discord's own limits, until it has reported others.</summary>
    private static readonly SessionStartLimit Documented = new(1000, 1000, 86_400_000, 1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private volatile SessionStartLimit limit = Documented;
    private volatile int left = Documented.Remaining;

    /// <summary>The share of the daily identifies that is left, from 0 to 1, as this process last saw it.</summary>
    public double LeftShare => Math.Clamp((double)left / Math.Max(1, limit.Total), 0, 1);

    /// <summary>Monotonic time.</summary>
    public static TimeSpan Now(TimeProvider clock) => clock.GetElapsedTime(0, clock.GetTimestamp());

    /// <summary>Takes over what Discord reports.</summary>
    public Task ReportAsync(SessionStartLimit reported, CancellationToken ct)
    {
        limit = reported;
        return ChangeAsync(
            (budget, now) =>
            {
                budget.Merge(reported, now);
                return TimeSpan.Zero;
            },
            ct);
    }

    /// <inheritdoc cref="IdentifyBudget.Take"/>
    /// <remarks>If the database cannot be used, the answer is to ask again soon.</remarks>
    public async Task<TimeSpan> TakeAsync(int shard, CancellationToken ct)
    {
        try
        {
            return await ChangeAsync((budget, now) => budget.Take(shard, now), ct);
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is { } reason)
        {
            LogUnknown(logger, shard, reason);
            return AfterFailure;
        }
    }

    /// <inheritdoc cref="IdentifyBudget.Wait"/>
    public async Task<TimeSpan> WaitAsync(int shard, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var (budget, now) = await ReadAsync(scope.ServiceProvider, ct);
            return budget.Wait(shard, now);
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is { } reason)
        {
            LogUnknown(logger, shard, reason);
            return AfterFailure;
        }
    }

    private async Task<TimeSpan> ChangeAsync(Func<IdentifyBudget, TimeSpan, TimeSpan> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        return await services.GetRequiredService<WriteTransaction>().RunAsync(
            Key,
            async inner =>
            {
                var (budget, now) = await ReadAsync(services, inner);
                var wait = change(budget, now);
                left = budget.Left;
                if (wait == TimeSpan.Zero)
                    await services.GetRequiredService<PlatformState>().SaveAsync(Key, budget.Write(), inner);
                return wait;
            },
            ct);
    }

    private async Task<(IdentifyBudget Budget, TimeSpan Now)> ReadAsync(IServiceProvider services, CancellationToken ct)
    {
        var stored = await services.GetRequiredService<PlatformState>().FindAsync(Key, ct);
        var now = await services.GetRequiredService<DatabaseClock>().NowAsync(ct) - DateTime.UnixEpoch;
        return (IdentifyBudget.Read(stored, limit, now), now);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord shard {Shard} waits to identify, because the database does not say whether it may ({Reason})")]
    private static partial void LogUnknown(ILogger logger, int shard, string reason);
}
