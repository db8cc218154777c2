using System.Globalization;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Tells everybody of a change: each channel, and each person who asked to be written to; the public message is rewritten.</summary>
internal sealed class TellChange(BotDb db, OutboxQueue outbox, Reminders reminders, ReaderLanguages readers, TimeProvider clock)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(2);

    /// <summary>The cause of notices of changes; an older one that still waits gives way to a newer one.</summary>
    public static string CauseOf(Mobilization mobilization) => $"{mobilization.Subject}/change";

    /// <summary>The cause of what organizers say to all channels.</summary>
    public static string SayCauseOf(Mobilization mobilization) => $"{mobilization.Subject}/say";

    /// <summary>The text that says what changed last.</summary>
    public static string TextOf(Mobilization mobilization) => mobilization switch
    {
        { IsCancelled: true } => "notice.cancelled",
        { FormerStartsAt: not null } => "notice.moved",
        { FormerPlace: not null } => "notice.place",
        _ => "notice.zone",
    };

    /// <summary>It takes place at another time or place.</summary>
    /// <param name="key">The text that says what changed.</param>
    public async Task MovedAsync(Mobilization mobilization, [TextKey(typeof(MobilizationTexts))] string key, CancellationToken ct)
    {
        mobilization.Version++;
        mobilization.ChangedAt = clock.UtcNow;
        await reminders.RescheduleAsync(mobilization, ct);
        await MoveOffersAsync(mobilization, ct);
        await TellAsync(mobilization, key, PrivateNoteKind.Moved, ct);
    }

    /// <summary>It does not take place.</summary>
    public async Task CancelledAsync(Mobilization mobilization, CancellationToken ct)
    {
        mobilization.Version++;
        mobilization.ChangedAt = clock.UtcNow;
        await reminders.DropAsync(mobilization, "The mobilization was cancelled.", ct);
        await outbox.DropAsync(SayCauseOf(mobilization), "The mobilization was cancelled.", ct);
        await TellAsync(mobilization, "notice.cancelled", PrivateNoteKind.Cancelled, ct);
    }

    /// <summary>The same text to every channel, with when, where and whom to call.</summary>
    public async Task BroadcastAsync(Mobilization mobilization, string text, CancellationToken ct)
    {
        var (now, meaning) = (clock.UtcNow, Guid.NewGuid().ToString("N"));
        foreach (var channel in await ChannelsAsync(mobilization, ct))
        {
            outbox.Send(
                channel.ChannelRef, readers.Write(channel.ChannelRef, channel.Language, language => Notice.Write(mobilization, text, language)), SayCauseOf(mobilization), meaning,
                expires: mobilization.LatestUse(now));
        }
    }

    private async Task TellAsync(Mobilization mobilization, [TextKey(typeof(MobilizationTexts))] string key, PrivateNoteKind kind, CancellationToken ct)
    {
        var now = clock.UtcNow;
        await outbox.DropAsync(CauseOf(mobilization), "A newer change has taken its place.", ct);
        foreach (var channel in await ChannelsAsync(mobilization, ct))
        {
            outbox.Send(
                channel.ChannelRef, readers.Write(channel.ChannelRef, channel.Language, language => Notice.Change(mobilization, key, language, now)), CauseOf(mobilization),
                string.Create(CultureInfo.InvariantCulture, $"@{mobilization.Version}"),
                expires: mobilization.State == MobilizationState.Open ? mobilization.LatestUse(now) : null);
        }

        await db.PrivateNotes
            .Where(n => n.MobilizationId == mobilization.Id && n.Kind == PrivateNoteKind.Moved)
            .ExecuteDeleteAsync(ct);

        var people = await db.PrivateContacts
            .Where(c => c.MobilizationId == mobilization.Id && c.Box != null && (c.WantsReminders || c.WantsSeat || c.WantsMatch || c.WantsSwap || c.WantsCheckIn))
            .Select(c => c.Person)
            .ToListAsync(ct);
        db.PrivateNotes.AddRange(people.Select(person => PrivateNote.About(mobilization, person, kind, now, now + MaxDelay)));

        mobilization.RefreshNow(now);
    }

    /// <summary>No offer outlasts the new start, and news of a seat that still waits is of use until then.</summary>
    private async Task MoveOffersAsync(Mobilization mobilization, CancellationToken ct)
    {
        var (id, start) = (mobilization.Id, mobilization.StartsAt);
        foreach (var offered in await db.Rsvps.Where(r => r.MobilizationId == id && r.OfferUntil > start).ToListAsync(ct))
            offered.OfferUntil = start;
        await db.PrivateNotes.Where(n => n.MobilizationId == id && (n.Kind == PrivateNoteKind.Seat || (n.Kind == PrivateNoteKind.Offer && n.ExpiresAt > start)))
            .ExecuteUpdateAsync(row => row.SetProperty(n => n.ExpiresAt, start), ct);
    }

    private Task<List<MobilizationChannel>> ChannelsAsync(Mobilization mobilization, CancellationToken ct) =>
        db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == mobilization.Id).ToListAsync(ct);
}
