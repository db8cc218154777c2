using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Announces a mobilization in all its channels and queues its reminders, within the present transaction.</summary>
internal sealed class PublishMobilization(
    BotDb db, MobilizationNumbers numbers, OutboxQueue outbox, Coverage coverage, Reminders reminders, ReaderLanguages readers, TimeProvider clock)
{
    public async Task RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        mobilization.State = MobilizationState.Open;
        await numbers.AssignAsync(mobilization, ct);
        mobilization.AnnounceAt = null;
        mobilization.ChangedAt = Now;
        mobilization.RefreshLater(Now);
        await db.SaveChangesAsync(ct);
        var roles = await coverage.PublishedAsync(mobilization.Id, ct);
        mobilization.Shown = Shown.Of(mobilization, roles, Now).ToString();
        foreach (var channel in await ChannelsAsync(mobilization, ct))
            Post(mobilization, roles, channel, "announcement", channel.Mentions);
        await reminders.RescheduleAsync(mobilization, ct);
    }

    /// <summary>Posts the announcement in one channel once more. Roles are notified by the first post alone.</summary>
    /// <param name="meaning">Tells a further post from the first.</param>
    public async Task PostAsync(Mobilization mobilization, MobilizationChannel channel, string meaning, CancellationToken ct) =>
        Post(mobilization, await coverage.PublishedAsync(mobilization.Id, ct), channel, meaning, mentions: null);

    /// <param name="mentions">The ids of the roles to notify, separated by spaces.</param>
    private void Post(Mobilization mobilization, IReadOnlyList<SlotCover> roles, MobilizationChannel channel, string meaning, string? mentions)
    {
        var now = Now;
        var reply = readers.Write(channel.ChannelRef, channel.Language, language => Announcement.Write(mobilization, roles, language, now));
        if (mentions is not null)
            reply = reply with { MentionedRoles = mentions.Split(' ') };
        outbox.Send(channel.ChannelRef, reply, mobilization.Subject, meaning, expires: mobilization.LatestUse(now));
    }

    private DateTime Now => clock.UtcNow;

    private Task<List<MobilizationChannel>> ChannelsAsync(Mobilization mobilization, CancellationToken ct) =>
        db.MobilizationChannels.AsNoTracking()
            .Where(c => c.MobilizationId == mobilization.Id)
            .OrderBy(c => c.Platform).ThenBy(c => c.Channel)
            .ToListAsync(ct);
}
