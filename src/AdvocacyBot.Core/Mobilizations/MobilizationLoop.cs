using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>A mobilization for which something is due.</summary>
internal sealed record DueMobilization(long Community, long Id);

/// <summary>
/// Does what is due for mobilizations of all communities, each in its community's scope and in a transaction of its own.
/// </summary>
internal abstract class MobilizationLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) : Loop(clock, logger)
{
    private readonly TimeProvider clock = clock;

    public sealed override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        List<DueMobilization> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            due = await DueAsync(db, now, ct);
            if (due.Count == 0)
                return await NextAsync(db, ct);
        }

        foreach (var (community, id) in due)
        {
            await using var scope = scopes.CreateScopeOf(community);
            var services = scope.ServiceProvider;
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                Mobilization.SubjectOf(id), inner => OneAsync(services, id, now, inner), ct);
        }

        return now;
    }

    /// <summary>The mobilizations of all communities for which something is due.</summary>
    protected abstract Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct);

    /// <summary>When the next is due, where none is now.</summary>
    protected abstract Task<DateTime?> NextAsync(BotDb db, CancellationToken ct);

    /// <summary>Does it, if it is still due, within a transaction.</summary>
    protected abstract Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct);
}
