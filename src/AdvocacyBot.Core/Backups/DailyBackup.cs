using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Backups;

/// <summary>
/// Writes a verified backup once a day, after the purges, and deletes the oldest. A file gets its name only when it is whole, so one
/// that has it can be restored.
/// </summary>
internal sealed partial class DailyBackup(
    BackupSettings settings, StoreSettings store, BackupHealth health, Housekeeping housekeeping, IServiceScopeFactory scopes, TimeProvider clock,
    ILogger<DailyBackup> logger)
    : Loop(clock, logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromHours(1);
    private readonly TimeProvider clock = clock;
    private DateTime nextAttempt;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        // Settings do not allow a folder together with PostgreSQL, which has tools of its own.
        if (settings.Folder.Length == 0 || store.Provider != StoreProvider.Sqlite)
            return null;

        var now = clock.UtcNow;
        if (now < nextAttempt && nextAttempt - now <= RetryDelay)
            return nextAttempt;

        var today = DateOnly.FromDateTime(now);
        try
        {
            var file = Path.Combine(settings.Folder, BackupFolder.NameOf(today));
            if (!File.Exists(file))
                await WriteAsync(file, ct);
            foreach (var old in BackupFolder.TooOld(Names(), today, settings.Keep))
                File.Delete(Path.Combine(settings.Folder, old));
            health.Succeeded();
            nextAttempt = default;
            return now.Date.AddDays(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            LogFailed(logger, e.Message);
            health.Failed(Latest(today));
            nextAttempt = now + RetryDelay;
            return nextAttempt;
        }
    }

    private async Task WriteAsync(string file, CancellationToken ct)
    {
        PrivateFiles.CreateFolder(settings.Folder);
        await housekeeping.BeforeAllAsync(ct);
        var part = file + BackupFolder.Unfinished;
        try
        {
            File.Delete(part);
            await using (var scope = scopes.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<OnlineBackup>().WriteAsync(part, ct);
            File.Move(part, file);
        }
        finally
        {
            File.Delete(part);
        }

        var bytes = new FileInfo(file).Length;
        LogWritten(logger, file, bytes);
    }

    private DateOnly? Latest(DateOnly today) => Directory.Exists(settings.Folder) ? BackupFolder.Latest(Names(), today) : null;

    private IReadOnlyList<string> Names() => [.. Directory.EnumerateFiles(settings.Folder).Select(file => Path.GetFileName(file))];

    [LoggerMessage(Level = LogLevel.Information, Message = "Wrote and checked the backup {File} ({Bytes} bytes)")]
    private static partial void LogWritten(ILogger logger, string file, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "The daily backup failed and is tried again in an hour: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
