using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>Does what is due for each of several mobilizations, in a scope and a transaction of its own for each.</summary>
internal abstract class MobilizationLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger) : Loop(clock, logger)
{
    private readonly TimeProvider clock = clock;

    public sealed override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        List<long> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            due = await DueAsync(db, now, ct);
            if (due.Count == 0)
                return await NextAsync(db, ct);
        }

        foreach (var id in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                Subject.Of("mobilization", id), inner => OneAsync(services, id, now, inner), ct);
        }

        return now;
    }

    /// <summary>The numbers of the mobilizations for which something is due.</summary>
    protected abstract Task<List<long>> DueAsync(BotDb db, DateTime now, CancellationToken ct);

    /// <summary>When the next is due, where none is now.</summary>
    protected abstract Task<DateTime?> NextAsync(BotDb db, CancellationToken ct);

    /// <summary>Does it, if it is still due, within a transaction.</summary>
    protected abstract Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct);
}
