using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Notifies organizers in the channels that they have chosen for alerts, or else where the setup of their places says that they read reports.</summary>
internal sealed class TellOrganizers(BotDb db, AlertStore alerts, OutboxQueue outbox, BotSettings settings)
{
    /// <summary>Joins the present transaction.</summary>
    /// <param name="cause">Of the deliveries.</param>
    /// <param name="text">The notice in a channel's language.</param>
    /// <returns>Whether organizers have chosen a channel.</returns>
    public async Task<bool> RunAsync(string cause, Func<Language, string> text, CancellationToken ct)
    {
        var channels = await ChannelsAsync(ct);
        foreach (var channel in channels)
        {
            var language = await db.LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage;
            outbox.Send(channel, Reply.Say(language, text(language)) with { Urgency = Urgency.Notify }, cause, Guid.NewGuid().ToString("N"));
        }

        return channels.Count > 0;
    }

    /// <summary>Whether organizers have chosen a channel.</summary>
    public async Task<bool> CanAsync(CancellationToken ct) => (await ChannelsAsync(ct)).Count > 0;

    private async Task<IReadOnlyList<ChannelRef>> ChannelsAsync(CancellationToken ct)
    {
        if ((await alerts.FindAsync(db.CommunityId, ct)).Channels is { Count: > 0 } chosen)
            return [.. chosen];
        var community = db.CommunityId;
        return await db.Places.Where(p => p.CommunityId == community && p.OrganizerChannel != null)
            .OrderBy(p => p.Id).Select(p => new ChannelRef(p.Platform, p.OrganizerChannel!)).ToListAsync(ct);
    }
}
