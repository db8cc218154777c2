using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Sets one person's answer: seats, queue, role and receipt in one immediate transaction.</summary>
internal sealed class AnswerRsvp(
    BotDb db, Inbox inbox, People people, Coverage coverage, Promotion promotion, Contacts contacts, Receipts receipts, TimeProvider clock)
{
    /// <summary>The moment of this call is when the answer was received, however long it waits for its turn.</summary>
    public Task<Reply> RunAsync(Request request, long id, AnswerWish wish, CancellationToken ct)
    {
        var receivedAt = clock.GetUtcNow().UtcDateTime;
        return inbox.OnceAsync(
            request.Intent,
            Subject.Of("mobilization", id),
            inner => SetAsync(request, id, wish, receivedAt, inner),
            inner => receipts.ShowAsync(request, id, inner),
            ct);
    }

    private async Task<Reply> SetAsync(Request request, long id, AnswerWish wish, DateTime receivedAt, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.FindAsync([id], ct);
        if (Refusal(mobilization, wish, receivedAt) is { } refusal)
            return Receipt.Problem(request.Language, refusal);
        if (await people.FindAsync(mobilization!, request.Intent.Member, ct) is not { } person)
            return Receipt.Problem(request.Language, "rsvp.over");
        if (wish.OnlyIf is { } expected && Said(person.Rsvp) != expected)
            return await receipts.ShowAsync(mobilization!, person, request.Language, ct);

        RoleSlot? slot = null;
        if (wish is { Role: { } role, Answer: Answer.Going })
        {
            var slots = await coverage.OfAsync(id, ct);
            var named = slots.Where(s => s.IsCalled(role)).ToList();
            if (named.Count == 0)
                return Receipt.NoSuchRole(request.Language, role, slots);
            slot = (named.FirstOrDefault(s => s.Slot.Id == person.Rsvp?.RoleSlotId) ?? named.FirstOrDefault(s => s.Gap > 0))?.Slot;
            if (slot is null)
                return await receipts.RoleFullAsync(mobilization!, person, named[0].Slot, request.Language, ct);
        }

        var verdict = await ApplyAsync(mobilization!, person, wish, slot, request, ct);
        return await receipts.ShowAsync(mobilization!, person, request.Language, ct, verdict.IsRefused ? "receipt.refused" : null);
    }

    private async Task<Verdict> ApplyAsync(
        Mobilization mobilization, Person person, AnswerWish wish, RoleSlot? slot, Request request, CancellationToken ct)
    {
        var row = person.Rsvp;
        var before = row is null ? Standing.None : new Standing(row.Answer, row.Party);
        int? party = wish.Guests is { } guests ? 1 + guests : null;
        var verdict = Seats.Decide(mobilization.SeatsNow, before, wish.Answer, party);
        if (row is null)
            db.Rsvps.Add(person.Rsvp = row = new Rsvp { MobilizationId = mobilization.Id, Person = person.Id, Answer = Answer.No });

        (row.Answer, row.Party) = (verdict.After.Answer, verdict.After.Party);
        row.OfferUntil = null;
        row.RoleSlotId = row.Answer is Answer.Going or Answer.Waiting ? slot?.Id ?? row.RoleSlotId : null;
        mobilization.SeatsTaken += verdict.After.Seats - before.Seats;
        await QueueAsync(mobilization, person, row, before, request, ct);

        if (row.Answer == Answer.No)
            await contacts.ForgetAsync(mobilization.Id, person.Id, ct);
        if (verdict.After.Seats < before.Seats || before.Answer == Answer.Waiting)
            await promotion.RunAsync(mobilization, ct);
        mobilization.RefreshSoon(clock.GetUtcNow().UtcDateTime);
        return verdict;
    }

    /// <summary>Whoever begins to wait goes to the end, and is told once when a seat comes free; whoever leaves loses the place.</summary>
    private async Task QueueAsync(
        Mobilization mobilization, Person person, Rsvp row, Standing before, Request request, CancellationToken ct)
    {
        if (row.Answer == Answer.Waiting && before.Answer != Answer.Waiting)
        {
            row.Position = ++mobilization.LastPosition;
            mobilization.Waiting++;
            (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsSeat = true;
        }
        else if (row.Answer != Answer.Waiting && before.Answer == Answer.Waiting)
        {
            row.Position = null;
            mobilization.Waiting--;
        }
    }

    /// <summary>What the person said, whatever the seats made of it.</summary>
    private static Answer? Said(Rsvp? rsvp) => rsvp?.Answer is Answer.Waiting or Answer.Offered ? Answer.Going : rsvp?.Answer;

    /// <summary>Why no answer is taken; saying no is possible as long as anything is held.</summary>
    private static string? Refusal(Mobilization? mobilization, AnswerWish wish, DateTime receivedAt) => mobilization switch
    {
        null or { State: MobilizationState.Draft or MobilizationState.Planned } => "rsvp.unknown",
        { State: MobilizationState.Shredded } => "rsvp.over",
        { State: MobilizationState.Cancelled } => "rsvp.cancelled",
        _ when wish.Answer != Answer.No && receivedAt >= (mobilization.ClosesAt ?? mobilization.StartsAt) => "rsvp.closed",
        _ => null,
    };
}
