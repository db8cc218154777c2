using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Settings;
using AdvocacyBot.Web.Desk;

namespace AdvocacyBot.Host;

/// <summary>
/// <c>doctor</c> for the desk: what concerns the community in scope and, for the host's operator, the host. Never a secret, and nothing
/// of another community.
/// </summary>
internal sealed class DeskExamination(HostSettings settings, BotDb db, CommunityScope scope, FeedOverview feeds, BackupList backups, WriteProbe probe, TimeProvider clock)
{
    /// <summary>Discord and Matrix may be slow or down, and somebody waits for the page.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <param name="isOperator">Whether the host's operator asks.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<DeskFinding>> RunAsync(bool isOperator, CancellationToken ct)
    {
        var findings = new List<Finding>();
        if (isOperator)
            findings.AddRange(await HostAsync(ct));
        findings.AddRange((await PlaceFindings.UnconfirmedAsync(db, ct, scope.Id)).Select(place => Finding.Warning("places", PlaceFindings.Sentence(place))));
        findings.AddRange(await FeedFindings.ExamineAsync(feeds, ct));
        findings.AddRange(await PlatformsAsync(ct));
        if (findings.Count == 0)
            findings.Add(Finding.Ok("group", "Nothing needs attention."));
        return [.. findings.Select(f => new DeskFinding(f.Name, f.Severity switch { Severity.Ok => DeskFindingKind.Well, Severity.Warning => DeskFindingKind.Warning, _ => DeskFindingKind.Problem }, f.Sentence))];
    }

    private async Task<IReadOnlyList<Finding>> HostAsync(CancellationToken ct)
    {
        var latest = backups.Read() is [var first, ..] ? first.Day : (DateOnly?)null;
        return
        [
            .. settings.Warnings.Select(warning => Finding.Warning("settings", warning)),
            string.IsNullOrEmpty(settings.Values["Privacy:MasterKey"])
                ? Finding.Warning("master key", "It is stored next to the keys that it encrypts, so whoever copies the data folder can read every answer. docs/privacy.md explains how to move it out.")
                : Finding.Ok("master key", "outside the data folder"),
            await probe.ProblemAsync(ct) is { } reason
                ? Finding.Failure("database", $"It cannot be written: {reason}. Check the free disk space and the permissions of the data folder.")
                : Finding.Ok("database", $"{settings.Storage.Provider}, can be written"),
            (backups.IsOn, latest) switch
            {
                (false, _) when settings.Storage.Provider == StoreProvider.Sqlite => Finding.Warning("backup", "There is no daily backup. Set Backups:Folder to a folder on another disk."),
                (false, _) => Finding.Ok("backup", "PostgreSQL has tools of its own"),
                (_, null) => Finding.Warning("backup", "There is no backup yet."),
                (_, { } day) when day < DateOnly.FromDateTime(clock.UtcNow).AddDays(-1) =>
                    Finding.Failure("backup", $"The latest one is of {day:yyyy-MM-dd}. The log says why no later one was written."),
                (_, { } day) => Finding.Ok("backup", $"The latest one is of {day:yyyy-MM-dd}."),
            },
        ];
    }

    private async Task<IReadOnlyList<Finding>> PlatformsAsync(CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Timeout);
        try
        {
            return await Platforms.ExamineCommunityAsync(settings, db, scope.Id, limited.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [Finding.Failure("platforms", "They did not answer in time. Try again later.")];
        }
    }
}
