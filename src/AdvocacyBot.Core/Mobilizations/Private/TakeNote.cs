using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>Takes a note out of the database before it is sent, and settles what remains of the address afterwards.</summary>
internal sealed class TakeNote(BotDb db, WriteTransaction write, KeyStore keys, IDateTimeZoneProvider zones, TimeProvider clock)
{
    /// <summary>The message to send; null if the note is stale, too late or has nobody to go to.</summary>
    public Task<PrivateMessage?> RunAsync(long mobilization, long id, CancellationToken ct) =>
        write.RunAsync(Mobilization.SubjectOf(mobilization), inner => TakeAsync(id, inner), ct);

    /// <summary>
    /// Records what became of a message: a person who cannot be written to gets no more, an address is deleted after the last
    /// message that was asked for, and the time of an offer begins when it arrives.
    /// </summary>
    public Task FinishAsync(PrivateMessage message, bool isRefused, CancellationToken ct) =>
        write.RunAsync(Mobilization.SubjectOf(message.Note.MobilizationId), inner => SettleAsync(message.Note, isRefused, inner), ct);

    /// <summary>Puts a note back that certainly did not arrive, to be sent once its platform works again.</summary>
    public Task PutBackAsync(PrivateMessage message, CancellationToken ct) =>
        write.RunAsync(Mobilization.SubjectOf(message.Note.MobilizationId), inner => RestoreAsync(message.Note, inner), ct);

    private async Task<PrivateMessage?> TakeAsync(long id, CancellationToken ct)
    {
        var note = await db.PrivateNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct);
        if (note is null || await db.PrivateNotes.Where(n => n.Id == id).ExecuteDeleteAsync(ct) == 0)
            return null;

        var now = clock.UtcNow;
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == note.MobilizationId, ct);
        var contact = await db.PrivateContacts.FindAsync([note.MobilizationId, note.Person], ct);
        if (note.ExpiresAt < now || await IsStaleAsync(note, mobilization, ct) || contact is null || keys.Find(mobilization.KeyId) is not { } key)
            return null;
        if (Contacts.Open(contact, key) is not var (member, language))
            return null;

        if (note.Kind is PrivateNoteKind.Seat or PrivateNoteKind.Offer)
            contact.WantsSeat = false;
        if (note.Kind == PrivateNoteKind.Cancelled)
            (contact.WantsReminders, contact.WantsSeat, contact.WantsMatch, contact.WantsSwap, contact.WantsCheckIn) = (false, false, false, false, false);
        if (note.Kind == PrivateNoteKind.MatchOff)
            contact.WantsMatch = false;
        var rsvp = await db.Rsvps.FindAsync([note.MobilizationId, note.Person], ct);
        if (note.Kind == PrivateNoteKind.Swapped && rsvp?.SwapOffers is null)
            contact.WantsSwap = false;
        var shifts = await ShiftsAsync(note, mobilization, rsvp, ct);
        return note.Kind == PrivateNoteKind.ShiftReminder && shifts.Count == 0
            ? null
            : new PrivateMessage(note, member, NoteText.Write(note, mobilization, rsvp, shifts, language, now, note.Kind == PrivateNoteKind.Message ? MessageToGoing.Open(mobilization, key) : null));
    }

    /// <summary>The shifts that the person has; for a reminder of a shift, only the next one, if it is soon.</summary>
    private async Task<IReadOnlyList<RoleSlot>> ShiftsAsync(PrivateNote note, Mobilization mobilization, Rsvp? rsvp, CancellationToken ct)
    {
        var shifts = await db.SlotsOfAsync(rsvp, ct);
        return note.Kind != PrivateNoteKind.ShiftReminder
            ? shifts
            : [.. shifts.Where(slot => ShiftTimes.StartOf(mobilization, slot, zones) is var start && start > clock.UtcNow && start <= note.ExpiresAt)];
    }

    /// <summary>Whether something has happened since that makes the note untrue.</summary>
    private async Task<bool> IsStaleAsync(PrivateNote note, Mobilization mobilization, CancellationToken ct)
    {
        if (note.Kind is PrivateNoteKind.Reminder or PrivateNoteKind.ShiftReminder or PrivateNoteKind.Moved && note.Version != mobilization.Version)
            return true;
        if (note.Kind is PrivateNoteKind.Reminder or PrivateNoteKind.ShiftReminder or PrivateNoteKind.Reveal && (mobilization.State != MobilizationState.Open || clock.UtcNow >= mobilization.EndsAt))
            return true;

        var rsvp = await db.Rsvps.FindAsync([note.MobilizationId, note.Person], ct);
        var answer = rsvp?.Answer;
        return note.Kind switch
        {
            PrivateNoteKind.Seat => answer != Answer.Going,
            PrivateNoteKind.Offer => answer != Answer.Offered,
            PrivateNoteKind.ShiftReminder or PrivateNoteKind.Swapped => answer != Answer.Going,
            PrivateNoteKind.Reveal => answer != Answer.Going || mobilization.MeetingPoint is null,
            PrivateNoteKind.Message => answer != Answer.Going || mobilization is not { State: MobilizationState.Open, GoingMessage: not null },
            PrivateNoteKind.MatchOff => await db.Seekers.AnyAsync(s => s.MobilizationId == note.MobilizationId && s.Person == note.Person, ct),
            PrivateNoteKind.MatchFound or PrivateNoteKind.MatchMade or PrivateNoteKind.MatchLost or PrivateNoteKind.SeatsChanged => !Matches.AreOf(mobilization, clock.UtcNow),
            PrivateNoteKind.CheckIn => mobilization.State != MobilizationState.Open || rsvp is not { Answer: Answer.Going, CheckIn: CheckIn.Wanted },
            _ => false,
        };
    }

    private async Task RestoreAsync(PrivateNote note, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == note.MobilizationId, ct);
        if (await db.PrivateContacts.FindAsync([note.MobilizationId, note.Person], ct) is not { } contact || keys.Find(mobilization.KeyId) is null)
            return;

        var expires = note.ExpiresAt;
        if (note.Kind is PrivateNoteKind.Seat or PrivateNoteKind.Offer)
            contact.WantsSeat = true;
        contact.WantsSwap |= note.Kind == PrivateNoteKind.Swapped;
        contact.WantsMatch |= note.Kind == PrivateNoteKind.MatchOff;
        if (note.Kind == PrivateNoteKind.Offer && await RestartOfferAsync(mobilization, note.Person, ct) is { } until)
            expires = until;
        db.PrivateNotes.Add(new PrivateNote
        {
            Id = note.Id,
            MobilizationId = note.MobilizationId,
            Person = note.Person,
            Kind = note.Kind,
            Version = note.Version,
            DueAt = note.DueAt,
            ExpiresAt = expires,
        });
    }

    /// <returns>Until when the seat is held; null if there is no offer any more.</returns>
    private async Task<DateTime?> RestartOfferAsync(Mobilization mobilization, string person, CancellationToken ct)
    {
        if (mobilization.OfferMinutes is not { } minutes || await db.Rsvps.FindAsync([mobilization.Id, person], ct) is not { Answer: Answer.Offered } rsvp)
            return null;

        rsvp.OfferUntil = mobilization.OfferEnd(clock.UtcNow, minutes);
        return rsvp.OfferUntil;
    }

    private async Task SettleAsync(PrivateNote note, bool isRefused, CancellationToken ct)
    {
        var (mobilization, person) = (note.MobilizationId, note.Person);
        if (note.Kind == PrivateNoteKind.Offer && !isRefused)
            await RestartOfferAsync(await db.Mobilizations.SingleAsync(m => m.Id == mobilization, ct), person, ct);
        if (await db.PrivateContacts.FindAsync([mobilization, person], ct) is not { } contact)
            return;

        if (note.Kind == PrivateNoteKind.CheckIn)
        {
            contact.WantsCheckIn = false;
            if (!isRefused && await db.Rsvps.FindAsync([mobilization, person], ct) is { CheckIn: CheckIn.Wanted } rsvp)
                rsvp.CheckIn = CheckIn.Asked;
        }

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
