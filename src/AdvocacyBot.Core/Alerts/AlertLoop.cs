using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Looks for problems every few seconds, in each community that has chosen a channel for alerts.</summary>
internal sealed class AlertLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AlertLoop> logger) : Loop(clock, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        foreach (var (community, state) in await ReadAsync(ct))
        {
            await using var scope = scopes.CreateScopeOf(community);
            await scope.ServiceProvider.GetRequiredService<SendAlerts>().RunAsync(state, ct);
        }

        return clock.UtcNow + Interval;
    }

    private async Task<IReadOnlyDictionary<long, AlertState>> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AlertStore>().AllAsync(ct);
    }
}
