using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Notifies organizers in the channels that they have chosen for alerts.</summary>
internal sealed class TellOrganizers(BotDb db, AlertStore alerts, OutboxQueue outbox, BotSettings settings)
{
    /// <summary>Joins the present transaction.</summary>
    /// <param name="cause">Of the deliveries.</param>
    /// <param name="text">The notice in a channel's language.</param>
    /// <returns>Whether organizers have chosen a channel.</returns>
    public async Task<bool> RunAsync(string cause, Func<Language, string> text, CancellationToken ct)
    {
        var channels = (await alerts.FindAsync(db.CommunityId, ct)).Channels;
        foreach (var channel in channels)
        {
            var language = await db.LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage;
            outbox.Send(channel, Reply.Say(language, text(language)) with { Urgency = Urgency.Notify }, cause, Guid.NewGuid().ToString("N"));
        }

        return channels.Count > 0;
    }

    /// <summary>Whether organizers have chosen a channel.</summary>
    public async Task<bool> CanAsync(CancellationToken ct) => (await alerts.FindAsync(db.CommunityId, ct)).Channels.Count > 0;
}
