using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Passes seats on whose offer ran out: who did not take theirs is a maybe now, and the next in the queue is asked.</summary>
internal sealed class ExpireOffers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpireOffers> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Rsvps.AcrossCommunities().Where(r => r.OfferUntil <= now).Select(r => new DueMobilization(r.CommunityId, r.MobilizationId)).Distinct().ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Rsvps.AcrossCommunities().MinAsync(r => r.OfferUntil, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var db = services.GetRequiredService<BotDb>();
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        foreach (var offered in await db.Rsvps.Where(r => r.MobilizationId == id && r.OfferUntil <= now).ToListAsync(ct))
        {
            mobilization.SeatsTaken -= offered.Seats;
            (offered.Answer, offered.OfferUntil) = (Answer.Maybe, null);
        }

        await services.GetRequiredService<Promotion>().RunAsync(mobilization, ct);
        mobilization.RefreshSoon(now);
    }
}
