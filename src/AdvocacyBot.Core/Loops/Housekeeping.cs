using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Loops;

/// <summary>Cleans up from time to time; most implementations purge old rows.</summary>
public interface IHousekeeper
{
    Task KeepAsync(CancellationToken ct);
}

/// <summary>Runs every housekeeper, each in a scope of its own; one that fails does not stop the others.</summary>
public sealed partial class Housekeeping(
    IServiceScopeFactory scopes, IEnumerable<HousekeeperType> types, TimeProvider clock, ILogger<Housekeeping> logger)
    : Loop(clock, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly TimeProvider clock = clock;

    /// <summary>Runs before anything can be sent, because the database may be a backup that holds what has been destroyed since.</summary>
    public Task BeforeAllAsync(CancellationToken ct) => KeepAsync(types.Where(t => !t.CanWait), ct);

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await KeepAsync(types, ct);
        return clock.UtcNow + Interval;
    }

    private async Task KeepAsync(IEnumerable<HousekeeperType> due, CancellationToken ct)
    {
        foreach (var type in due)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ((IHousekeeper)scope.ServiceProvider.GetRequiredService(type.Type)).KeepAsync(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogFailed(logger, type.Type.Name, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Housekeeper} failed and will try again")]
    private static partial void LogFailed(ILogger logger, string housekeeper, Exception e);
}

/// <summary>Names a housekeeper for the loop, which creates a new one each time.</summary>
/// <param name="Type">The housekeeper's.</param>
/// <param name="CanWait">Whether the bot may already send meanwhile.</param>
public sealed record HousekeeperType(Type Type, bool CanWait);
