using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>The clock has jumped ahead, so that nothing is destroyed until somebody confirms the time.</summary>
internal sealed class ClockAlerts(ClockGuard guard, TimeProvider clock) : IAlertSource
{
    /// <summary>After a long pause, a feed or a platform confirms the time sooner than this.</summary>
    private static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct)
    {
        if (await guard.JumpedFromAsync(ct) is not { } latest)
            return [];

        var now = clock.UtcNow;
        return
        [
            new Alert("clock", language => AlertTexts.All.Format(
                language, "alert.clock", now.ToString("g", language.Culture), latest.ToString("g", language.Culture), MobilizationTexts.All[language, "choice.clock"]))
            {
                After = After,
            },
        ];
    }
}
