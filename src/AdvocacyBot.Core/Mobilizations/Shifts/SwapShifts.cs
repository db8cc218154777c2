using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>What became of an order about a shift; the key of the sentence that says so.</summary>
internal enum SwapResult
{
    Dropped,
    Withdrawn,

    /// <summary>It waits for somebody who gives the other shift.</summary>
    Offered,

    /// <summary>Somebody had offered the same swap: both have agreed.</summary>
    Swapped,

    /// <summary>The other shift had a free place.</summary>
    Taken,

    NotHeld,
    NotPossible,
    TooMany,
}

/// <summary>
/// Gives shifts up and swaps them between two people who have both agreed: each has offered what the other wants, and neither learns
/// who the other is. Runs within the present transaction.
/// </summary>
internal sealed class SwapShifts(BotDb db, Coverage coverage, Contacts contacts, IDateTimeZoneProvider zones, TimeProvider clock)
{
    public SwapResult Drop(Mobilization mobilization, Rsvp rsvp, long slot)
    {
        if (!rsvp.Held.Contains(slot))
            return SwapResult.NotHeld;

        rsvp.Hold(rsvp.Held.Where(id => id != slot));
        mobilization.RefreshSoon(clock.UtcNow);
        return SwapResult.Dropped;
    }

    /// <summary>Ends all offers of a person, and what was kept to tell them of a swap.</summary>
    public async Task<SwapResult> WithdrawAsync(Rsvp rsvp, CancellationToken ct)
    {
        rsvp.Offer([]);
        await ReleaseContactAsync(rsvp, ct);
        return SwapResult.Withdrawn;
    }

    public async Task<SwapResult> SwapAsync(Mobilization mobilization, Person person, SwapOffer offer, Request request, CancellationToken ct)
    {
        var rsvp = person.Rsvp!;
        var slots = await coverage.OfAsync(mobilization.Id, ct);
        if (rsvp.Answer != Answer.Going || !rsvp.Held.Contains(offer.Give))
            return SwapResult.NotHeld;
        if (!CanSwap(mobilization, rsvp, offer, slots))
            return SwapResult.NotPossible;

        mobilization.RefreshSoon(clock.UtcNow);
        if (slots.First(s => s.Slot.Id == offer.Want).Gap > 0)
        {
            Exchange(rsvp, offer);
            return SwapResult.Taken;
        }

        if (await PartnerAsync(mobilization, rsvp, offer, slots, ct) is { } partner)
        {
            Exchange(rsvp, offer);
            Exchange(partner, offer.Reverse);
            await TellAsync(mobilization, partner, ct);
            await ReleaseContactAsync(rsvp, ct);
            return SwapResult.Swapped;
        }

        if (!rsvp.Offers.Contains(offer) && rsvp.Offers.Count >= HeldSlots.MaxOffers)
            return SwapResult.TooMany;
        rsvp.Offer(rsvp.Offers.Append(offer));
        (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsSwap = true;
        return SwapResult.Offered;
    }

    /// <summary>The swaps that others offer and that a person could agree to, each once.</summary>
    public async Task<IReadOnlyList<SwapOffer>> OfferedToAsync(Mobilization mobilization, Rsvp rsvp, IReadOnlyList<SlotCover> slots, CancellationToken ct) =>
    [
        .. (await OffersOfOthersAsync(mobilization, rsvp, ct))
            .SelectMany(other => other.Offers)
            .Distinct()
            .Where(offer => rsvp.Held.Contains(offer.Want) && CanSwap(mobilization, rsvp, offer.Reverse, slots)),
    ];

    /// <summary>Whether neither shift has begun and the new one is at no other time of the person's.</summary>
    public bool CanSwap(Mobilization mobilization, Rsvp rsvp, SwapOffer offer, IReadOnlyList<SlotCover> slots)
    {
        var (give, want) = (Find(offer.Give), Find(offer.Want));
        return give is not null && want is not null && offer.Give != offer.Want && !rsvp.Held.Contains(offer.Want)
            && new[] { give, want }.All(slot => ShiftTimes.StartOf(mobilization, slot, zones) > clock.UtcNow)
            && rsvp.Held.Where(id => id != offer.Give).Select(Find).OfType<RoleSlot>().All(other => !HeldSlots.Overlap(want, other));

        RoleSlot? Find(long id) => slots.FirstOrDefault(s => s.Slot.Id == id)?.Slot;
    }

    private static void Exchange(Rsvp rsvp, SwapOffer offer) => rsvp.Hold(rsvp.Held.Select(id => id == offer.Give ? offer.Want : id));

    private async Task<Rsvp?> PartnerAsync(Mobilization mobilization, Rsvp rsvp, SwapOffer offer, IReadOnlyList<SlotCover> slots, CancellationToken ct) =>
        (await OffersOfOthersAsync(mobilization, rsvp, ct)).Find(other => other.Offers.Contains(offer.Reverse) && CanSwap(mobilization, other, offer.Reverse, slots));

    /// <summary>In the order of pseudonyms, which is as good as random.</summary>
    private Task<List<Rsvp>> OffersOfOthersAsync(Mobilization mobilization, Rsvp rsvp, CancellationToken ct) =>
        db.Rsvps.Where(r => r.MobilizationId == mobilization.Id && r.SwapOffers != null && r.Answer == Answer.Going && r.Person != rsvp.Person).OrderBy(r => r.Person).ToListAsync(ct);

    private async Task TellAsync(Mobilization mobilization, Rsvp partner, CancellationToken ct)
    {
        if (await db.PrivateContacts.FindAsync([mobilization.Id, partner.Person], ct) is { Box: not null, WantsSwap: true })
            db.PrivateNotes.Add(PrivateNote.About(mobilization, partner.Person, PrivateNoteKind.Swapped, clock.UtcNow, mobilization.EndsAt));
    }

    private async Task ReleaseContactAsync(Rsvp rsvp, CancellationToken ct)
    {
        if (rsvp.SwapOffers is not null || await db.PrivateContacts.FindAsync([rsvp.MobilizationId, rsvp.Person], ct) is not { WantsSwap: true } contact)
            return;

        contact.WantsSwap = false;
        if (!contact.IsWanted)
            db.PrivateContacts.Remove(contact);
    }
}
