using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Alerts;

/// <summary>The database cannot be written: a full disk, above all.</summary>
internal sealed class StorageAlerts(CommunityScope scope, WriteHealth health) : IAlertSource
{
    /// <summary>Longer than a lock or a restart of PostgreSQL usually takes.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(30);

    public Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct)
    {
        if (scope.Id != Community.FirstId || health.Problem is null)
            return Task.FromResult<IReadOnlyList<Alert>>([]);

        var text = health.IsDiskFull ? "alert.storage.full" : "alert.storage";
        return Task.FromResult<IReadOnlyList<Alert>>([new Alert("storage", language => AlertTexts.All[language, text]) { After = After }]);
    }
}
