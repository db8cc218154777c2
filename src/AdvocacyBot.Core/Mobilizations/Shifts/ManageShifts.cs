using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>What a person wants to do about a shift. All parts are null to see what there is.</summary>
/// <param name="Drop">Which of their shifts they give up.</param>
/// <param name="Swap">Which they give for which.</param>
internal sealed record ShiftOrder(Func<IReadOnlyList<SlotCover>, Rsvp, SlotCover?>? Drop = null, Func<IReadOnlyList<SlotCover>, Rsvp, SwapOffer?>? Swap = null)
{
    /// <summary>Whether all offers to swap end.</summary>
    public bool Stops { get; init; }
}

/// <summary>Shows a person their shifts, lets them give one up or swap it, and shows the result.</summary>
internal sealed class ManageShifts(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Coverage coverage, SwapShifts swaps)
{
    /// <param name="number">The action's number in its community; there may be none.</param>
    public async Task<Reply> RunAsync(Request request, long number, ShiftOrder order, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, number, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => DoAsync(request, id, order, inner),
            inner => DoAsync(request, id, new ShiftOrder(), inner),
            ct);
    }

    private async Task<Reply> DoAsync(Request request, long id, ShiftOrder order, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization)
            return Receipt.Problem(request.Language, "rsvp.unknown");
        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
            return Receipt.Problem(request.Language, "rsvp.over");
        if (person.Rsvp is not { Answer: Answer.Going } rsvp)
            return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "shift.none", RsvpChoices.Write(mobilization.Number)));

        SwapResult? result = null;
        var slots = await coverage.OfAsync(id, ct);
        if (order.Stops)
            result = await swaps.WithdrawAsync(rsvp, ct);
        else if (order.Drop is { } drop)
            result = drop(slots, rsvp) is { } slot ? swaps.Drop(mobilization, rsvp, slot.Slot.Id) : SwapResult.NotHeld;
        else if (order.Swap is { } swap)
            result = swap(slots, rsvp) is { } offer ? await swaps.SwapAsync(mobilization, person, offer, request, ct) : SwapResult.NotPossible;

        await db.SaveChangesAsync(ct);
        var possible =
            from give in rsvp.Held
            from want in slots
            let offer = new SwapOffer(give, want.Slot.Id)
            where !rsvp.Offers.Contains(offer) && swaps.CanSwap(mobilization, rsvp, offer, slots)
            select offer;
        return ShiftReplies.Write(mobilization, rsvp, slots, result, await swaps.OfferedToAsync(mobilization, rsvp, slots, ct), [.. possible], request.Language);
    }
}
