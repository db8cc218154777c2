using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Notifies organizers, in the channels that they have chosen for alerts, that somebody reported their match. Neither who reports nor
/// who is reported is passed on or stored.
/// </summary>
internal sealed class ReportMatch(BotDb db, AlertStore alerts, OutboxQueue outbox, BotSettings settings)
{
    /// <summary>Joins the present transaction.</summary>
    /// <returns>Whether organizers have chosen a channel.</returns>
    public async Task<bool> RunAsync(Mobilization mobilization, CancellationToken ct)
    {
        var channels = (await alerts.FindAsync(db.CommunityId, ct)).Channels;
        foreach (var channel in channels)
        {
            var language = await db.LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage;
            var text = MobilizationTexts.All.Format(language, "match.report.notice", RsvpChoices.Write(mobilization.Number), mobilization.TitleIn(language));
            outbox.Send(channel, Reply.Say(language, text) with { Urgency = Urgency.Notify }, "match-report", Guid.NewGuid().ToString("N"));
        }

        return channels.Count > 0;
    }
}
