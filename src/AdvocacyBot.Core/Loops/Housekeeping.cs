using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Loops;

/// <summary>Something that has to be tidied from time to time, and first of all when the bot starts: purges, above all.</summary>
internal interface IHousekeeper
{
    Task KeepAsync(CancellationToken ct);
}

/// <summary>Runs every housekeeper, each in a scope of its own; one that fails does not stop the others.</summary>
internal sealed partial class Housekeeping(
    IServiceScopeFactory scopes, IEnumerable<HousekeeperType> types, TimeProvider clock, ILogger<Housekeeping> logger)
    : Loop(clock, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        foreach (var type in types)
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

        return clock.GetUtcNow().UtcDateTime + Interval;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Housekeeper} failed and will try again")]
    private static partial void LogFailed(ILogger logger, string housekeeper, Exception e);
}

/// <summary>Names a housekeeper for the loop that makes it anew each time.</summary>
internal sealed record HousekeeperType(Type Type);
