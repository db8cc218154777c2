using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Alerts;

/// <summary>A platform does not accept the bot's token or settings, so that the bot has stopped connecting to it.</summary>
internal sealed class PlatformAlerts(CommunityScope scope, PlatformHost platforms, PlatformConnections connections) : IAlertSource
{
    public Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Alert>>(
        scope.Id != Community.FirstId ? [] : [.. platforms.Ready.Where(p => !p.Value && !connections.IsElsewhere(p.Key)).Select(p => Of(p.Key))]);

    /// <summary>One that is not connected may yet be refused or accepted.</summary>
    private Alert Of(string platform) =>
        new($"platform/{platform}", language => AlertTexts.All.Format(language, "alert.platform", PlatformNames.Of(platform)))
        {
            IsCertain = platforms.Stopped.Contains(platform),
        };
}
