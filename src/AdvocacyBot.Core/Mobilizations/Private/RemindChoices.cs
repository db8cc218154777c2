using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>Asks for private reminders or ends them: <c>remind:7:on</c>, <c>remind:7:off</c>.</summary>
internal sealed class RemindChoices(
    BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Contacts contacts, Reminders reminders, Receipts receipts, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "remind";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text, "on" or "off"] || RsvpChoices.Number(text) is not { } number)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var id = await numbers.IdOfAsync(request, number, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => SetAsync(request, id, parts[1] == "on", inner),
            inner => receipts.ShowAsync(request, id, inner),
            ct);
    }

    private async Task<Reply> SetAsync(Request request, long id, bool isOn, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization)
            return Receipt.Problem(request.Language, "rsvp.unknown");
        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
            return Receipt.Problem(request.Language, "rsvp.over");
        if (person.Rsvp is null or { Answer: Answer.No })
            return await receipts.ShowAsync(mobilization, person, request.Language, ct);

        await db.PrivateNotes
            .Where(n => n.MobilizationId == id && n.Person == person.Id && (n.Kind == PrivateNoteKind.Reminder || n.Kind == PrivateNoteKind.Consent))
            .ExecuteDeleteAsync(ct);
        var next = isOn ? await reminders.NextForAsync(mobilization, person.Rsvp, ct) : null;
        if (isOn && next is null)
            return await receipts.ShowAsync(mobilization, person, request.Language, ct, "receipt.note.noreminders");
        if (isOn)
        {
            (await contacts.KeepAsync(mobilization, person, request.Intent.Member, request.Language, ct)).WantsReminders = true;
            Confirm(mobilization, person, next!.Value);
        }
        else if (await db.PrivateContacts.FindAsync([id, person.Id], ct) is { } contact)
        {
            contact.WantsReminders = false;
            if (!contact.IsWanted)
                await contacts.ForgetAsync(id, person.Id, ct);
        }

        return await receipts.ShowAsync(mobilization, person, request.Language, ct);
    }

    /// <summary>One message at once, so that a person who cannot be written to hears of it now and not on the day.</summary>
    private void Confirm(Mobilization mobilization, Person person, DateTime next) => db.PrivateNotes.Add(
        PrivateNote.About(mobilization, person.Id, PrivateNoteKind.Consent, Offering.FullMinute(clock.UtcNow), next));
}
