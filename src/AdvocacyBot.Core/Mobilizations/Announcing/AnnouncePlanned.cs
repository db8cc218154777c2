using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Announces the later mobilizations of a series when their time has come.</summary>
internal sealed class AnnouncePlanned(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnnouncePlanned> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        Planned(db).Where(m => m.AnnounceAt <= now).Select(m => new DueMobilization(m.CommunityId, m.Id)).ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => Planned(db).MinAsync(m => m.AnnounceAt, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var mobilization = await services.GetRequiredService<BotDb>().Mobilizations.SingleAsync(m => m.Id == id, ct);
        if (mobilization.State != MobilizationState.Planned)
            return;

        // After a long absence, a day that has passed is announced to nobody.
        if (mobilization.StartsAt <= now)
            mobilization.AnnounceAt = null;
        else
            await services.GetRequiredService<PublishMobilization>().RunAsync(mobilization, ct);
    }

    private static IQueryable<Mobilization> Planned(BotDb db) => db.Mobilizations.AcrossCommunities().Where(m => m.State == MobilizationState.Planned);
}
