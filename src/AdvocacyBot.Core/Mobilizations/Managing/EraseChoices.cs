using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Destroys at once what people answered, after a confirmation: <c>action 7 erase</c>, then <c>erase:7:yes</c>.</summary>
internal sealed class EraseChoices(BotDb db, MobilizationNumbers numbers, EventInbox inbox, TellChange tell, Shredder shredder, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "erase";

    public static bool IsOrganizing => true;

    /// <summary>Asks for the confirmation.</summary>
    public static Reply Ask(ManageWish wish) => wish.Tell("erase.ask", wish.Mobilization.Title) with
    {
        Choices = [new Choice($"{Prefix}:{RsvpChoices.Write(wish.Mobilization.Number)}:yes", MobilizationTexts.All[wish.Language, "choice.erase"], Style: ChoiceStyle.Danger)],
    };

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var number = parts is [var text, "yes"] ? RsvpChoices.Number(text) ?? 0 : 0;
        var id = await numbers.IdOfAsync(request, number, ct);
        if (id == 0)
            return Receipt.Problem(request.Language, "rsvp.unknown");
        if (!request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.organizers");

        var reply = await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => EraseAsync(request.Language, id, inner),
            _ => Task.FromResult(Receipt.Problem(request.Language, "erase.done")),
            ct);
        await shredder.ScrubAsync(ct);
        return reply;
    }

    /// <summary>An action that is still ahead is cancelled first, so that its channels do not go on announcing it.</summary>
    private async Task<Reply> EraseAsync(Language language, long id, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        if (mobilization.State == MobilizationState.Shredded)
            return Receipt.Problem(language, "rsvp.over");
        if (mobilization.State is MobilizationState.Open or MobilizationState.Planned && clock.UtcNow < mobilization.EndsAt)
        {
            var wasOpen = mobilization.State == MobilizationState.Open;
            (mobilization.State, mobilization.CancelledAt) = (MobilizationState.Cancelled, clock.UtcNow);
            if (wasOpen)
                await tell.CancelledAsync(mobilization, ct);
            await db.SaveChangesAsync(ct);
        }

        await shredder.ShredAsync(id, ct);
        return Receipt.Problem(language, "erase.done");
    }
}
