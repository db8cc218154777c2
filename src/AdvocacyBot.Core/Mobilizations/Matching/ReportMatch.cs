using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Notifies organizers that somebody reported their match. Neither who reports nor who is reported is passed on or stored.
/// </summary>
internal sealed class ReportMatch(TellOrganizers organizers)
{
    /// <summary>Joins the present transaction.</summary>
    /// <returns>Whether organizers have chosen a channel.</returns>
    public Task<bool> RunAsync(Mobilization mobilization, CancellationToken ct) => organizers.RunAsync(
        "match-report",
        language => MobilizationTexts.All.Format(language, "match.report.notice", RsvpChoices.Write(mobilization.Number), mobilization.TitleIn(language)),
        ct);
}
