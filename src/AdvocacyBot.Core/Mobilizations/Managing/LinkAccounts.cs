using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Makes two accounts one person within a mobilization: the earlier place is kept, and the spare one is freed.</summary>
internal sealed class LinkAccounts(BotDb db, People people, Promotion promotion, MergePeople merge, Contacts contacts, Receipts receipts, TimeProvider clock)
{
    /// <param name="mobilization">Within which.</param>
    /// <param name="first">The pseudonym of whoever asked for the code; it stays.</param>
    /// <param name="request">Of whoever used it.</param>
    public async Task<Reply> RunAsync(Mobilization mobilization, string first, Request request, CancellationToken ct)
    {
        var person = (await people.FindAsync(mobilization, request.Intent.Member, ct))!;
        if (person.Id != first)
            await MergeAsync(mobilization, first, person, ct);

        var merged = (await people.FindAsync(mobilization, request.Intent.Member, ct))!;
        if (merged.Rsvp is { Answer: Answer.Waiting } && person.Id != first)
            (await contacts.KeepAsync(mobilization, merged, request.Intent.Member, request.Language, ct)).WantsSeat = true;
        return await receipts.ShowAsync(mobilization, merged, request.Language, ct, "code.linked");
    }

    private async Task MergeAsync(Mobilization mobilization, string first, Person second, CancellationToken ct)
    {
        var keep = await db.Rsvps.FindAsync([mobilization.Id, first], ct);
        var spare = second.Rsvp;
        if (keep is null)
            db.Rsvps.Add(keep = new Rsvp { MobilizationId = mobilization.Id, Person = first, Answer = Answer.No });
        if (spare is null)
            db.Rsvps.Add(spare = new Rsvp { MobilizationId = mobilization.Id, Person = second.Id, Answer = Answer.No });

        Uncount(mobilization, keep);
        Uncount(mobilization, spare);
        var (held, others) = (keep.Held, spare.Held);
        if (IsEarlier(spare, keep))
        {
            (keep.Answer, keep.Party, keep.Position, keep.OfferUntil) = (spare.Answer, spare.Party, spare.Position, spare.OfferUntil);
            (held, others) = (others, held);
        }

        await HoldBothAsync(keep, held, others, ct);
        if (keep.CheckIn is null && spare.CheckIn is { } checkIn)
            (keep.CheckIn, keep.CheckInName) = (checkIn, CheckInNames.Reseal(mobilization, second, spare, first));
        (spare.CheckIn, spare.CheckInName) = (null, null);
        (spare.Answer, spare.Party, spare.Position, spare.OfferUntil, spare.RoleSlotIds, spare.SwapOffers) = (Answer.Linked, 1, null, null, null, null);
        spare.LinkedTo = first;
        mobilization.SeatsTaken += keep.Seats;
        mobilization.Waiting += keep.Answer == Answer.Waiting ? 1 : 0;

        await db.SaveChangesAsync(ct);
        await db.Rsvps.Where(r => r.MobilizationId == mobilization.Id && r.LinkedTo == second.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LinkedTo, first), ct);
        await merge.RunAsync(mobilization, second, first, ct);
        await db.SaveChangesAsync(ct);
        await promotion.RunAsync(mobilization, ct);
        mobilization.RefreshSoon(clock.UtcNow);
    }

    /// <summary>The shifts of both accounts; of two at the same time, that of the account whose answer stays.</summary>
    private async Task HoldBothAsync(Rsvp keep, IReadOnlyList<long> first, IReadOnlyList<long> others, CancellationToken ct)
    {
        var slots = await db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == keep.MobilizationId).ToListAsync(ct);
        var known = slots.ToDictionary(s => s.Id);
        var free = others.Where(id => known.TryGetValue(id, out var slot) && first.All(own => !known.TryGetValue(own, out var other) || !HeldSlots.Overlap(slot, other)));
        keep.Hold(keep.Answer == Answer.No ? [] : first.Concat(free));
    }

    /// <summary>
    /// Makes linked accounts strangers to each other again. What they answered stays with the first one; an account that asks to be
    /// parted from it has no answer afterwards.
    /// </summary>
    /// <returns>Whether anything was linked.</returns>
    public async Task<bool> UndoAsync(Mobilization mobilization, Person person, CancellationToken ct) =>
        await db.Rsvps
            .Where(r => r.MobilizationId == mobilization.Id && r.Answer == Answer.Linked && (person.OwnId == person.Id ? r.LinkedTo == person.Id : r.Person == person.OwnId))
            .ExecuteDeleteAsync(ct) > 0;

    /// <summary>A seat before an offered one, that before a place in the queue, that before a maybe; in the queue, who came first.</summary>
    private static bool IsEarlier(Rsvp one, Rsvp other)
    {
        var (a, b) = (Rank(one.Answer), Rank(other.Answer));
        return a != b ? a < b : one.Answer == Answer.Waiting && one.Position < other.Position;
    }

    private static int Rank(Answer answer) => answer switch
    {
        Answer.Going => 0,
        Answer.Offered => 1,
        Answer.Waiting => 2,
        Answer.Maybe => 3,
        _ => 4,
    };

    private static void Uncount(Mobilization mobilization, Rsvp rsvp)
    {
        mobilization.SeatsTaken -= rsvp.Seats;
        mobilization.Waiting -= rsvp.Answer == Answer.Waiting ? 1 : 0;
    }
}
