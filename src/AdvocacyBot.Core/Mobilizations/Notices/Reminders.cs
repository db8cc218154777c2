using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>
/// Reminds channels, and the people who asked for it, who also hear when the meeting point is revealed. A reminder is written when it is due, so that it says what is true then;
/// of several that were missed only the latest is sent, and each expires when the next is due.
/// </summary>
internal sealed class Reminders(BotDb db, OutboxQueue outbox, Coverage coverage, ReaderLanguages readers, IDateTimeZoneProvider zones, TimeProvider clock)
{
    /// <summary>The cause of the deliveries; the announcement's own is another.</summary>
    public static string CauseOf(Mobilization mobilization) => $"{mobilization.Subject}/reminder";

    /// <summary>Drops what is on its way and sets when the next is due, from the mobilization's present time and offsets.</summary>
    public async Task RescheduleAsync(Mobilization mobilization, CancellationToken ct)
    {
        await DropAsync(mobilization, "The mobilization changed.", ct);
        mobilization.RemindAt = await NextAfterAsync(mobilization, clock.UtcNow, ct);
    }

    /// <summary>Sends the reminder that is due now and sets when the next is.</summary>
    public async Task RunDueAsync(Mobilization mobilization, CancellationToken ct)
    {
        var (now, since) = (clock.UtcNow, mobilization.RemindAt);
        mobilization.RemindAt = await NextAfterAsync(mobilization, now, ct);
        foreach (var shift in (await ShiftsAsync(mobilization, ct)).Where(shift => shift.Due >= since && shift.Due <= now && now < shift.Start))
            await AddShiftNotesAsync(mobilization, shift, ct);
        if (mobilization is { MeetingPoint: not null, RevealAt: { } reveal } && reveal >= since && now < mobilization.EndsAt)
            await AddNotesAsync(mobilization, PrivateNoteKind.Reveal, mobilization.EndsAt, ct);
        var times = ReminderTimes.Of(mobilization, zones);
        if (now >= mobilization.StartsAt || !times.Any(due => due >= since && due <= now))
            return;

        var expires = times.Where(due => due > now).Append(mobilization.StartsAt).Min();
        var roles = await coverage.PublishedAsync(mobilization.Id, ct);
        foreach (var channel in await ChannelsAsync(mobilization, ct))
            Send(mobilization, channel, roles, expires);
        await AddNotesAsync(mobilization, PrivateNoteKind.Reminder, expires, ct);
    }

    /// <summary>Sets when the next is due, after the meeting point or the shifts have changed.</summary>
    public async Task ScheduleAsync(Mobilization mobilization, CancellationToken ct)
    {
        // One that is due already, such as after a pause, is still to come.
        if (mobilization.State == MobilizationState.Open && !(mobilization.RemindAt <= clock.UtcNow))
            mobilization.RemindAt = await NextAfterAsync(mobilization, clock.UtcNow, ct);
    }

    /// <summary>When one person is written to next, UTC; null if nothing is planned that concerns them.</summary>
    public Task<DateTime?> NextForAsync(Mobilization mobilization, Rsvp rsvp, CancellationToken ct) => NextAfterAsync(mobilization, clock.UtcNow, ct, rsvp);

    /// <summary>Writes the reminders that still wait for their channels again, because what they say has changed.</summary>
    public async Task RewriteAsync(Mobilization mobilization, CancellationToken ct)
    {
        var cause = CauseOf(mobilization);
        var waiting = await db.Deliveries
            .Where(d => d.Cause == cause && d.State == DeliveryState.Waiting && d.ExpiresAt != null)
            .Select(d => new { d.Platform, d.Channel, Expires = d.ExpiresAt!.Value })
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return;

        var roles = await coverage.PublishedAsync(mobilization.Id, ct);
        await outbox.DropAsync(cause, "The mobilization changed.", ct);
        foreach (var channel in await ChannelsAsync(mobilization, ct))
        {
            if (waiting.Find(d => d.Platform == channel.Platform && d.Channel == channel.Channel) is { } delivery)
                Send(mobilization, channel, roles, delivery.Expires);
        }
    }

    public async Task DropAsync(Mobilization mobilization, string reason, CancellationToken ct)
    {
        mobilization.RemindAt = null;
        await outbox.DropAsync(CauseOf(mobilization), reason, ct);
        await db.PrivateNotes
            .Where(n => n.MobilizationId == mobilization.Id && (n.Kind == PrivateNoteKind.Reminder || n.Kind == PrivateNoteKind.ShiftReminder))
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>A reminder for a channel, which says which roles are still open, or for one person.</summary>
    public static Reply Write(Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language language, DateTime now)
    {
        var open = roles.NamesOfOpen;
        var needed = open.Count == 0 ? [] : new[] { new Field(MobilizationTexts.All[language, "field.needed"], string.Join(", ", open)) };
        return new Reply([new Fields([.. Notice.Facts(mobilization, language).Items, .. needed])])
        {
            Title = MobilizationTexts.All.Format(language, "reminder.title", mobilization.TitleIn(language)),
            Language = language,
            Choices = Announcement.Choices(mobilization, language, now),
            Urgency = Urgency.Notify,
            Continues = Announcement.SubjectOf(mobilization),
        };
    }

    /// <param name="only">Whom it has to concern; null for anybody. Shifts and the meeting point concern those alone who go.</param>
    private async Task<DateTime?> NextAfterAsync(Mobilization mobilization, DateTime now, CancellationToken ct, Rsvp? only = null)
    {
        var due = ReminderTimes.Of(mobilization, zones).Cast<DateTime?>();
        if (only is null or { Answer: Answer.Going })
        {
            due = due.Concat((await ShiftsAsync(mobilization, ct)).Where(shift => only is null || only.Held.Contains(shift.Slot.Id)).Select(shift => (DateTime?)shift.Due));
            if (mobilization.MeetingPoint is not null)
                due = due.Append(mobilization.RevealAt);
        }

        return due.Where(at => at > now).Min();
    }

    private async Task<IReadOnlyList<(RoleSlot Slot, DateTime Start, DateTime Due)>> ShiftsAsync(Mobilization mobilization, CancellationToken ct) =>
        ReminderTimes.OfShifts(
            mobilization, await db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == mobilization.Id && s.From != null).ToListAsync(ct), zones);

    private async Task AddShiftNotesAsync(Mobilization mobilization, (RoleSlot Slot, DateTime Start, DateTime Due) shift, CancellationToken ct)
    {
        var reminded = await db.PrivateContacts
            .Where(c => c.MobilizationId == mobilization.Id && c.WantsReminders && c.Box != null)
            .Select(c => c.Person)
            .ToListAsync(ct);
        var people = await db.Rsvps.AsNoTracking()
            .Where(r => r.MobilizationId == mobilization.Id && r.Answer == Answer.Going && r.RoleSlotIds != null && reminded.Contains(r.Person))
            .ToListAsync(ct);
        var now = clock.UtcNow;
        db.PrivateNotes.AddRange(
            people.Where(r => r.Held.Contains(shift.Slot.Id)).Select(r => PrivateNote.About(mobilization, r.Person, PrivateNoteKind.ShiftReminder, now, shift.Start)));
    }

    private void Send(Mobilization mobilization, MobilizationChannel channel, IReadOnlyList<SlotCover> roles, DateTime expires) =>
        outbox.Send(
            channel.ChannelRef, readers.Write(channel.ChannelRef, channel.Language, language => Write(mobilization, roles, language, clock.UtcNow)), CauseOf(mobilization),
            string.Create(CultureInfo.InvariantCulture, $"{expires:yyyyMMddHHmm}/{Guid.NewGuid():N}"), expires: expires);

    private async Task AddNotesAsync(Mobilization mobilization, PrivateNoteKind kind, DateTime expires, CancellationToken ct)
    {
        await db.PrivateNotes
            .Where(n => n.MobilizationId == mobilization.Id && n.Kind == kind)
            .ExecuteDeleteAsync(ct);
        var people = await db.PrivateContacts
            .Where(c => c.MobilizationId == mobilization.Id && c.WantsReminders && c.Box != null)
            .Select(c => c.Person)
            .ToListAsync(ct);
        var now = clock.UtcNow;
        db.PrivateNotes.AddRange(people.Select(person => PrivateNote.About(mobilization, person, kind, now, expires)));
    }

    private Task<List<MobilizationChannel>> ChannelsAsync(Mobilization mobilization, CancellationToken ct) =>
        db.MobilizationChannels.AsNoTracking()
            .Where(c => c.MobilizationId == mobilization.Id)
            .OrderBy(c => c.Platform).ThenBy(c => c.Channel)
            .ToListAsync(ct);
}
