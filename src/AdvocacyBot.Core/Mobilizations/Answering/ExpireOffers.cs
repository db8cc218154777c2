using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Passes seats on whose offer ran out: who did not take theirs is a maybe now, and the next in the queue is asked.</summary>
internal sealed class ExpireOffers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpireOffers> logger) : Loop(clock, logger)
{
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<BotDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Rsvps.Where(r => r.OfferUntil <= now).Select(r => r.MobilizationId).Distinct().ToListAsync(ct);
        foreach (var id in due)
        {
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                Subject.Of("mobilization", id), inner => PassOnAsync(services, db, id, now, inner), ct);
        }

        return due.Count > 0 ? now : await db.Rsvps.MinAsync(r => r.OfferUntil, ct);
    }

    private static async Task PassOnAsync(IServiceProvider services, BotDb db, long id, DateTime now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        foreach (var offered in await db.Rsvps.Where(r => r.MobilizationId == id && r.OfferUntil <= now).ToListAsync(ct))
        {
            mobilization.SeatsTaken -= offered.Seats;
            (offered.Answer, offered.OfferUntil, offered.RoleSlotId) = (Answer.Maybe, null, null);
        }

        await services.GetRequiredService<Promotion>().RunAsync(mobilization, ct);
        mobilization.RefreshSoon(now);
    }
}
