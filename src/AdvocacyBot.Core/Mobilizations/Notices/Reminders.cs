using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>
/// Queues reminders as deliveries to channels, and as notes to those who asked, each with the mobilization's version: when
/// that changes, those of the old one are dropped and new ones are queued.
/// </summary>
internal sealed class Reminders(BotDb db, OutboxQueue outbox, TimeProvider clock)
{
    /// <summary>The deliveries' cause, apart from the announcement's own.</summary>
    public static string CauseOf(Mobilization mobilization) => $"{mobilization.Subject}/reminder";

    /// <summary>Drops what was queued and queues what is due by the mobilization as it is now.</summary>
    public async Task QueueAsync(Mobilization mobilization, CancellationToken ct)
    {
        await DropAsync(mobilization, "The mobilization changed.", ct);
        var channels = await db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == mobilization.Id).ToListAsync(ct);
        var people = await db.PrivateContacts
            .Where(c => c.MobilizationId == mobilization.Id && c.WantsReminders && c.Box != null)
            .Select(c => c.Person)
            .ToListAsync(ct);
        foreach (var (minutes, due) in Due(mobilization))
        {
            foreach (var channel in channels)
            {
                outbox.Send(
                    channel.ChannelRef, Write(mobilization, channel.Language, due), CauseOf(mobilization),
                    string.Create(CultureInfo.InvariantCulture, $"{minutes}m@{mobilization.Version}"), due, mobilization.StartsAt);
            }

            foreach (var person in people)
                Note(mobilization, person, due);
        }
    }

    /// <summary>Queues the private reminders of one person.</summary>
    public void QueueFor(Mobilization mobilization, string person)
    {
        foreach (var (_, due) in Due(mobilization))
            Note(mobilization, person, due);
    }

    public async Task DropAsync(Mobilization mobilization, string reason, CancellationToken ct)
    {
        await outbox.DropAsync(CauseOf(mobilization), reason, ct);
        await db.PrivateNotes
            .Where(n => n.MobilizationId == mobilization.Id && n.Kind == PrivateNoteKind.Reminder)
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>A reminder, for a channel or for one person.</summary>
    public static Reply Write(Mobilization mobilization, Language language, DateTime now) =>
        new([Notice.Facts(mobilization, language)])
        {
            Title = MobilizationTexts.All.Format(language, "reminder.title", mobilization.Title),
            Language = language,
            Choices = Announcement.Choices(mobilization, language, now),
        };

    /// <summary>The offsets that are still ahead.</summary>
    private IEnumerable<(int Minutes, DateTime Due)> Due(Mobilization mobilization)
    {
        var now = clock.UtcNow;
        return Offsets.Read(mobilization.Reminders)
            .Select(minutes => (minutes, mobilization.StartsAt.AddMinutes(-minutes)))
            .Where(r => r.Item2 > now);
    }

    private void Note(Mobilization mobilization, string person, DateTime due) =>
        db.PrivateNotes.Add(new PrivateNote
        {
            MobilizationId = mobilization.Id,
            Person = person,
            Kind = PrivateNoteKind.Reminder,
            Version = mobilization.Version,
            DueAt = due,
            ExpiresAt = mobilization.StartsAt,
        });
}
