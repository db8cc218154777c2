using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Gives seats that came free to those who wait, in order, within the transaction that freed them.</summary>
internal sealed class Promotion(BotDb db, Coverage coverage, TimeProvider clock)
{
    /// <returns>Whether anybody was given a seat.</returns>
    public async Task<bool> RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        var isAny = false;
        while (mobilization is { Waiting: > 0, State: MobilizationState.Open } && clock.UtcNow < mobilization.StartsAt && mobilization.SeatsNow.Free > 0)
        {
            await db.SaveChangesAsync(ct);
            if (await NextAsync(mobilization, ct) is not { } next)
                break;

            await TakeAsync(mobilization, next, ct);
            isAny = true;
        }

        return isAny;
    }

    private async Task<Rsvp?> NextAsync(Mobilization mobilization, CancellationToken ct)
    {
        var free = mobilization.SeatsNow.Free;
        var queue = db.Rsvps.Where(r => r.MobilizationId == mobilization.Id && r.Answer == Answer.Waiting);
        if (mobilization.Fit == WaitlistFit.Skip)
            queue = queue.Where(r => r.Party <= free);
        var next = await queue.OrderBy(r => r.Position).FirstOrDefaultAsync(ct);
        return next is not null && Seats.Promotes(mobilization.SeatsNow, next.Party) ? next : null;
    }

    private async Task TakeAsync(Mobilization mobilization, Rsvp next, CancellationToken ct)
    {
        var now = clock.UtcNow;
        next.Position = null;
        next.Answer = Answer.Going;
        mobilization.Waiting--;
        mobilization.SeatsTaken += next.Party;
        // Once answers have closed, nobody may have the time to take an offer: the seat is theirs.
        if (mobilization.OfferMinutes is { } minutes && now < (mobilization.ClosesAt ?? mobilization.StartsAt))
            (next.Answer, next.OfferUntil) = (Answer.Offered, mobilization.OfferEnd(now, minutes));
        if (next.Held is { Count: > 0 } held)
        {
            var open = (await coverage.OfAsync(mobilization.Id, ct)).Where(s => s.Gap > 0).Select(s => s.Slot.Id).ToHashSet();
            next.Hold(held.Where(open.Contains));
        }

        var wantsIt = await db.PrivateContacts.AnyAsync(c => c.MobilizationId == mobilization.Id && c.Person == next.Person && c.WantsSeat, ct);
        if (wantsIt)
        {
            var kind = next.Answer == Answer.Offered ? PrivateNoteKind.Offer : PrivateNoteKind.Seat;
            db.PrivateNotes.Add(PrivateNote.About(mobilization, next.Person, kind, Offering.FullMinute(now), next.OfferUntil ?? mobilization.StartsAt));
        }
    }
}
