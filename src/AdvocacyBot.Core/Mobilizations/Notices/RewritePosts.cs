using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>
/// Rewrites posts that still wait for their platform (announcements, notices of changes, what organizers say) so that they are true when they
/// are sent.
/// </summary>
internal sealed class RewritePosts(BotDb db, ReaderLanguages readers, TimeProvider clock)
{
    public async Task RunAsync(Mobilization mobilization, IReadOnlyList<SlotCover> roles, CancellationToken ct)
    {
        var (about, announcement, change, say) = (mobilization.Subject, $"{mobilization.Subject}/announcement", TellChange.CauseOf(mobilization), TellChange.SayCauseOf(mobilization));
        var waiting = await db.Deliveries
            .Where(d => d.Operation == DeliveryOperation.Send && d.State == DeliveryState.Waiting && ((d.Cause == about && d.Key.StartsWith(announcement)) || d.Cause == change || d.Cause == say))
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return;

        var now = clock.UtcNow;
        var languages = await db.MobilizationChannels.AsNoTracking()
            .Where(c => c.MobilizationId == mobilization.Id)
            .ToDictionaryAsync(c => c.ChannelRef, c => c.Language, ct);
        foreach (var delivery in waiting)
        {
            var channel = new ChannelRef(delivery.Platform, delivery.Channel);
            if (!languages.TryGetValue(channel, out var language))
                continue;
            var former = ReplyJson.Read(delivery.Payload);
            Func<Language, Reply> write = delivery.Cause switch
            {
                var cause when cause == change => one => Notice.Change(mobilization, TellChange.TextOf(mobilization), one, now),
                var cause when cause == say => one => Notice.Write(mobilization, Notice.TextOf(former), one),
                _ => one => Announcement.Write(mobilization, roles, one, now),
            };
            if (delivery.ExpiresAt is not null)
                delivery.ExpiresAt = mobilization.EndsAt;
            delivery.Payload = ReplyJson.Write(readers.Write(channel, language, write) with { MentionedRoles = former.MentionedRoles });
        }
    }
}
