using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Backups;

/// <summary>Writes a verified backup once a day.</summary>
internal sealed partial class DailyBackup(BackupSettings settings, StoreSettings store, BackupHealth health, WriteBackup write, TimeProvider clock, ILogger<DailyBackup> logger)
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

        try
        {
            if (await write.RunAsync(isFresh: false, ct) is var (file, bytes))
                LogWritten(logger, file, bytes);
            nextAttempt = default;
            return now.Date.AddDays(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            LogFailed(logger, e.Message);
            health.Failed(write.Latest());
            nextAttempt = now + RetryDelay;
            return nextAttempt;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Wrote and checked the backup {File} ({Bytes} bytes)")]
    private static partial void LogWritten(ILogger logger, string file, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "The daily backup failed and is tried again in an hour: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
