using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Backups;

/// <summary>How the latest attempt at a daily backup of this process ended. Thread-safe.</summary>
internal sealed class BackupHealth
{
    private volatile Attempt? latest;

    /// <summary>Null before the first attempt.</summary>
    public bool? HasFailed => latest?.Failed;

    /// <summary>The day of the latest backup when an attempt failed; null if there was none.</summary>
    public DateOnly? LatestBackup => latest?.LatestBackup;

    public void Succeeded() => latest = new Attempt(false, null);

    public void Failed(DateOnly? latestBackup) => latest = new Attempt(true, latestBackup);

    private sealed record Attempt(bool Failed, DateOnly? LatestBackup);
}

/// <summary>The daily backup failed.</summary>
internal sealed class BackupAlerts(CommunityScope scope, BackupSettings settings, BackupHealth health) : IAlertSource
{
    public Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Alert>>(
        scope.Id != Community.FirstId || settings.Folder.Length == 0 || health.HasFailed == false
            ? []
            : [new Alert("backup", Write) { IsCertain = health.HasFailed == true }]);

    private string Write(Language language) => health.LatestBackup is { } day
        ? AlertTexts.All.Format(language, "alert.backup", day.ToString("D", language.Culture))
        : AlertTexts.All[language, "alert.backup.none"];
}
