using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>Asks after the end of an action who is home safe, and tells organizers later how many have not answered.</summary>
internal sealed class CheckInLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CheckInLoop> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Mobilizations.AcrossCommunities()
            .Where(m => m.CheckInAt <= now)
            .Select(m => new DueMobilization(m.CommunityId, m.Id))
            .ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Mobilizations.AcrossCommunities().MinAsync(m => m.CheckInAt, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var mobilization = await services.GetRequiredService<BotDb>().Mobilizations.SingleAsync(m => m.Id == id, ct);
        await services.GetRequiredService<CheckInSteps>().RunDueAsync(mobilization, ct);
    }
}
