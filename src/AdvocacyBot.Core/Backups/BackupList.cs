using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Backups;

/// <summary>
/// The backups in the host's folder, for the host's operator alone: each holds the data of every community. The caller checks who asks.
/// </summary>
public sealed partial class BackupList
{
    private readonly BackupSettings settings;
    private readonly StoreSettings store;
    private readonly WriteBackup write;
    private readonly BackupHealth health;
    private readonly ILogger<BackupList> logger;

    internal BackupList(BackupSettings settings, StoreSettings store, WriteBackup write, BackupHealth health, ILogger<BackupList> logger) =>
        (this.settings, this.store, this.write, this.health, this.logger) = (settings, store, write, health, logger);

    /// <summary>Whether a folder is set; the database is then not PostgreSQL, which has tools of its own.</summary>
    public bool IsOn => settings.Folder.Length > 0 && store.Provider == StoreProvider.Sqlite;

    /// <summary>How many are kept.</summary>
    public int Keep => settings.Keep;

    /// <summary>All of them, the latest first.</summary>
    public IReadOnlyList<StoredBackup> Read() => !IsOn || !Directory.Exists(settings.Folder)
        ? []
        :
        [
            .. new DirectoryInfo(settings.Folder).EnumerateFiles()
                .Select(file => (file, Day: BackupFolder.DayOf(file.Name)))
                .Where(f => f.Day is not null)
                .OrderByDescending(f => f.Day)
                .Select(f => new StoredBackup(f.file.Name, f.Day!.Value, f.file.Length)),
        ];

    /// <summary>Writes and checks a backup now, in the place of one from today.</summary>
    /// <returns>Whether it was written; if not, the log says why.</returns>
    public async Task<bool> WriteNowAsync(CancellationToken ct)
    {
        if (!IsOn)
            return false;
        try
        {
            await write.RunAsync(isFresh: true, ct);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            LogFailed(logger, e.Message);
            health.Failed(write.Latest());
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup that was asked for failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}

/// <summary>A backup in the folder.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Day">UTC.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredBackup(string Name, DateOnly Day, long Bytes);
