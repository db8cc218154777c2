using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>Takes a note out of the database before it is sent, and settles what remains of the address afterwards.</summary>
internal sealed class TakeNote(BotDb db, WriteTransaction write, KeyStore keys, TimeProvider clock)
{
    /// <summary>The message to send; null where the note is stale, too late or has nobody to go to.</summary>
    public Task<PrivateMessage?> RunAsync(long mobilization, long id, CancellationToken ct) =>
        write.RunAsync(Subject.Of("mobilization", mobilization), inner => TakeAsync(id, inner), ct);

    /// <summary>Forgets the address after the last message that was asked for; where the platform refused, nothing more is sent there.</summary>
    public Task FinishAsync(long mobilization, string person, bool isRefused, CancellationToken ct) =>
        write.RunAsync(Subject.Of("mobilization", mobilization), inner => SettleAsync(mobilization, person, isRefused, inner), ct);

    private async Task<PrivateMessage?> TakeAsync(long id, CancellationToken ct)
    {
        var note = await db.PrivateNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct);
        if (note is null || await db.PrivateNotes.Where(n => n.Id == id).ExecuteDeleteAsync(ct) == 0)
            return null;

        var now = clock.UtcNow;
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == note.MobilizationId, ct);
        var contact = await db.PrivateContacts.FindAsync([note.MobilizationId, note.Person], ct);
        var isStale = note.Kind is PrivateNoteKind.Reminder or PrivateNoteKind.Moved && note.Version != mobilization.Version;
        if (note.ExpiresAt < now || isStale || contact is null || keys.Find(mobilization.KeyId) is not { } key)
            return null;
        if (Contacts.Open(contact, key) is not var (member, language))
            return null;

        if (note.Kind is PrivateNoteKind.Seat or PrivateNoteKind.Offer)
            contact.WantsSeat = false;
        if (note.Kind == PrivateNoteKind.Cancelled)
            (contact.WantsReminders, contact.WantsSeat, contact.WantsMatch) = (false, false, false);
        var rsvp = await db.Rsvps.FindAsync([note.MobilizationId, note.Person], ct);
        return new PrivateMessage(note.Person, member, NoteText.Write(note, mobilization, rsvp?.OfferUntil, language, now));
    }

    private async Task SettleAsync(long mobilization, string person, bool isRefused, CancellationToken ct)
    {
        if (await db.PrivateContacts.FindAsync([mobilization, person], ct) is not { } contact)
            return;

        if (isRefused)
        {
            contact.Box = null;
            await db.PrivateNotes.Where(n => n.MobilizationId == mobilization && n.Person == person).ExecuteDeleteAsync(ct);
        }
        else if (!contact.IsWanted)
        {
            db.PrivateContacts.Remove(contact);
        }
    }
}
