using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Passes seats on whose offer ran out: who did not take theirs is a maybe now, and the next in the queue is asked. An offer whose message
/// still waits for its platform begins anew, for a day at most, because nobody has heard of it.
/// </summary>
internal sealed class ExpireOffers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpireOffers> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Rsvps.AcrossCommunities().Where(r => r.OfferUntil <= now).Select(r => new DueMobilization(r.CommunityId, r.MobilizationId)).Distinct().ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Rsvps.AcrossCommunities().MinAsync(r => r.OfferUntil, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var db = services.GetRequiredService<BotDb>();
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        var unheard = await UnheardAsync(db, mobilization, now, ct);
        foreach (var offered in await db.Rsvps.Where(r => r.MobilizationId == id && r.OfferUntil <= now).ToListAsync(ct))
        {
            if (unheard.Contains(offered.Person))
            {
                offered.OfferUntil = mobilization.OfferEnd(now, mobilization.OfferMinutes!.Value);
                await db.PrivateNotes.Where(n => n.MobilizationId == id && n.Person == offered.Person && n.Kind == PrivateNoteKind.Offer)
                    .ExecuteUpdateAsync(row => row.SetProperty(n => n.ExpiresAt, offered.OfferUntil), ct);
                continue;
            }

            mobilization.SeatsTaken -= offered.Seats;
            (offered.Answer, offered.OfferUntil) = (Answer.Maybe, null);
        }

        await services.GetRequiredService<Promotion>().RunAsync(mobilization, ct);
        mobilization.RefreshSoon(now);
    }

    /// <summary>The people whose offer has not been sent yet and can still be taken.</summary>
    private static async Task<HashSet<string>> UnheardAsync(BotDb db, Mobilization mobilization, DateTime now, CancellationToken ct)
    {
        if (mobilization is not { State: MobilizationState.Open, OfferMinutes: not null } || now >= mobilization.StartsAt)
            return [];
        var (id, earliest) = (mobilization.Id, now - MaxWait);
        return await db.PrivateNotes.Where(n => n.MobilizationId == id && n.Kind == PrivateNoteKind.Offer && n.DueAt > earliest).Select(n => n.Person).ToHashSetAsync(ct);
    }
}
