using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Sets one person's answer within the present transaction: seat, queue, role and receipt.</summary>
internal sealed class SetAnswer(BotDb db, Coverage coverage, Promotion promotion, Contacts contacts, Matches matches, TimeProvider clock)
{
    public async Task<Reply> RunAsync(Roll roll, WaitingAnswer answer, CancellationToken ct)
    {
        var (wish, language) = (answer.IntentBody, answer.Request.Language);
        if (Refusal(roll.Mobilization) is { } refusal)
            return Receipt.Problem(language, refusal);
        if (roll.Find(answer.Request.Intent.Member) is not { } person)
            return Receipt.Problem(language, "rsvp.over");
        if (IsTooLate(roll.Mobilization!, person.Rsvp, answer))
        {
            return person.Rsvp is null or { Answer: Answer.No }
                ? Receipt.Problem(language, "rsvp.closed")
                : Receipt.Write(roll.StateOf(person), language, MobilizationTexts.All[language, "rsvp.closed"]);
        }

        if (wish.OnlyIf is { } expected && Said(person.Rsvp) != expected)
            return Receipt.Write(roll.StateOf(person), language);

        if (wish.Guests > roll.Mobilization!.MaxGuests)
            return Receipt.Write(roll.StateOf(person), language, TooMany(roll.Mobilization.MaxGuests.Value, language));

        var chosen = new List<RoleSlot>();
        foreach (var role in wish.Answer == Answer.Going ? (wish.Role ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [])
        {
            var named = roll.Slots.Where(s => s.IsCalled(role)).ToList();
            if (named.Count == 0)
                return Receipt.NoSuchRole(language, role, roll.Slots);
            if (Choose(named, person.Rsvp) is not { } slot)
                return Receipt.RoleFull(roll.StateOf(person), named[0].Slot, language);
            chosen.Add(slot);
        }

        var verdict = await ApplyAsync(roll, person, answer, chosen, ct);
        return Receipt.Write(roll.StateOf(person), language, verdict.IsRefused ? MobilizationTexts.All[language, "receipt.refused"] : null);
    }

    /// <summary>Of the slots that a person may mean, one that they have or one with a free place; null if there is none.</summary>
    private static RoleSlot? Choose(IReadOnlyList<SlotCover> named, Rsvp? rsvp)
    {
        var held = rsvp is { Seats: > 0 } ? rsvp.Held : [];
        return (named.FirstOrDefault(s => held.Contains(s.Slot.Id)) ?? named.FirstOrDefault(s => s.Gap > 0))?.Slot;
    }

    private async Task<Verdict> ApplyAsync(Roll roll, Person person, WaitingAnswer answer, IReadOnlyList<RoleSlot> chosen, CancellationToken ct)
    {
        var mobilization = roll.Mobilization!;
        var before = person.Rsvp is { } known ? new AnswerState(known.Answer, known.Party) : AnswerState.None;
        int? party = answer.IntentBody.Guests is { } guests ? 1 + guests : null;
        var verdict = Seats.Decide(mobilization.SeatsNow, before, answer.IntentBody.Answer, party);
        if (person.Rsvp is not { } row)
            db.Rsvps.Add(person.Rsvp = row = new Rsvp { MobilizationId = mobilization.Id, Person = person.Id, Answer = Answer.No });

        roll.Recount(row.Seats > 0 ? row.Held : [], -1);
        (row.Answer, row.Party) = (verdict.After.Answer, verdict.After.Party);
        row.OfferUntil = null;
        Hold(roll, row, before, chosen);
        roll.Recount(row.Seats > 0 ? row.Held : [], 1);
        mobilization.SeatsTaken += verdict.After.Seats - before.Seats;
        Queue(roll, person, row, before, answer.Request);

        if (row.Answer == Answer.No)
        {
            (row.CheckIn, row.CheckInName) = (null, null);
            await matches.StopAsync(mobilization, person.Id, null, ct);
            await contacts.ForgetAsync(mobilization.Id, person.Id, ct);
            roll.Contacts.Remove(person.Id);
        }

        if (verdict.After.Seats < before.Seats || before.Answer == Answer.Waiting)
            await PromoteAsync(roll, ct);
        mobilization.RefreshSoon(clock.UtcNow);
        return verdict;
    }

    /// <summary>Whoever comes back after a maybe keeps those roles that have not been filled meanwhile.</summary>
    private static void Hold(Roll roll, Rsvp row, AnswerState before, IReadOnlyList<RoleSlot> chosen)
    {
        var held = row.Answer == Answer.No ? [] : row.Held;
        if (row.Seats > 0 && before.Seats == 0)
            held = [.. held.Where(id => roll.Slots.Any(s => s.Slot.Id == id && s.Gap > 0))];
        row.Hold(chosen.Aggregate(held, (all, slot) => HeldSlots.Add(all, slot, roll.Slots.Select(s => s.Slot))));
    }

    /// <summary>Whoever begins to wait goes to the end, and is told once when a seat comes free; whoever leaves loses the place.</summary>
    private void Queue(Roll roll, Person person, Rsvp row, AnswerState before, Request request)
    {
        var mobilization = roll.Mobilization!;
        if (row.Answer == Answer.Waiting && before.Answer != Answer.Waiting)
        {
            row.Position = ++mobilization.LastPosition;
            mobilization.Waiting++;
            var contact = contacts.Keep(
                roll.Contacts.GetValueOrDefault(person.Id), mobilization, person, request.Intent.Member, request.Language);
            contact.WantsSeat = true;
            roll.Contacts[person.Id] = contact;
        }
        else if (row.Answer != Answer.Waiting && before.Answer == Answer.Waiting)
        {
            row.Position = null;
            mobilization.Waiting--;
            if (roll.Contacts.GetValueOrDefault(person.Id) is { } contact)
            {
                // Kept for the queue alone, an address has served once the person has left it.
                contact.WantsSeat = false;
                if (!contact.IsWanted)
                {
                    db.PrivateContacts.Remove(contact);
                    roll.Contacts.Remove(person.Id);
                }
            }
        }
    }

    private async Task PromoteAsync(Roll roll, CancellationToken ct)
    {
        if (!await promotion.RunAsync(roll.Mobilization!, ct) || roll.Slots.Count == 0)
            return;

        await db.SaveChangesAsync(ct);
        roll.Slots = await coverage.OfAsync(roll.Mobilization!.Id, ct);
    }

    private static string TooMany(int maxGuests, Language language) =>
        maxGuests == 0 ? MobilizationTexts.All[language, "rsvp.noguests"] : MobilizationTexts.All.FormatCount(language, "rsvp.guests", maxGuests, maxGuests);

    /// <summary>What the person said, whatever the seats made of it.</summary>
    private static Answer? Said(Rsvp? rsvp) => rsvp?.Answer is Answer.Waiting or Answer.Offered ? Answer.Going : rsvp?.Answer;

    /// <summary>Whether answers are closed. Saying no is always possible, and an offered seat can be taken until the offer ends.</summary>
    private static bool IsTooLate(Mobilization mobilization, Rsvp? rsvp, WaitingAnswer answer) =>
        answer.IntentBody.Answer != Answer.No
        && answer.ReceivedAt >= (mobilization.ClosesAt ?? mobilization.StartsAt)
        && !(answer.IntentBody.Answer == Answer.Going && rsvp is { Answer: Answer.Offered } && answer.ReceivedAt < rsvp.OfferUntil);

    /// <summary>Why no answer is taken.</summary>
    private static string? Refusal(Mobilization? mobilization) => mobilization switch
    {
        null or { IsAnnounced: false } => "rsvp.unknown",
        { IsCancelled: true } => "rsvp.cancelled",
        { State: MobilizationState.Shredded } => "rsvp.over",
        _ => null,
    };
}
