using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Inbox;

/// <summary>After a write has failed, writes a small row every few seconds until that succeeds, so that an idle bot notices.</summary>
internal sealed partial class WriteRecovery(IServiceScopeFactory scopes, WriteHealth health, TimeProvider clock, ILogger<WriteRecovery> logger)
    : Loop(clock, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        if (health.Problem is not null)
            await TryAsync(ct);
        return clock.UtcNow + Interval;
    }

    private async Task TryAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<WriteProbe>().ProblemAsync(ct) is not null)
            return;
        health.Succeeded();
        LogRecovered(logger);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database can be written again")]
    private static partial void LogRecovered(ILogger logger);
}
