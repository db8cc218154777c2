using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>Ends matches that were not accepted by both in time, so that nobody waits for someone who does not answer.</summary>
internal sealed class ExpireMatches(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpireMatches> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Seekers.AcrossCommunities()
            .Where(s => s.PairedUntil <= now)
            .Select(s => new DueMobilization(s.CommunityId, s.MobilizationId))
            .Distinct()
            .ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Seekers.AcrossCommunities().MinAsync(s => s.PairedUntil, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var mobilization = await services.GetRequiredService<BotDb>().Mobilizations.SingleAsync(m => m.Id == id, ct);
        await services.GetRequiredService<Matches>().ExpireAsync(mobilization, now, ct);
    }
}
