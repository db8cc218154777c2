using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Backups;

/// <summary>
/// Writes the backup of a day, after the purges, and deletes the oldest. A file gets its name only when it is whole, so one that has it
/// can be restored. Thread-safe: one backup is written at a time.
/// </summary>
internal sealed class WriteBackup(BackupSettings settings, BackupHealth health, Housekeeping housekeeping, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <param name="isFresh">Whether a backup of today is written again.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The file that was written and its bytes; null if there was one already.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task<(string File, long Bytes)?> RunAsync(bool isFresh, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var today = DateOnly.FromDateTime(clock.UtcNow);
            var file = Path.Combine(settings.Folder, BackupFolder.NameOf(today));
            var isWritten = isFresh || !File.Exists(file);
            if (isWritten)
                await WriteAsync(file, ct);
            foreach (var old in BackupFolder.TooOld(Names(), today, settings.Keep))
                File.Delete(Path.Combine(settings.Folder, old));
            health.Succeeded();
            return isWritten ? (file, new FileInfo(file).Length) : null;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The day of the latest backup; null if there is none.</summary>
    public DateOnly? Latest() => Directory.Exists(settings.Folder) ? BackupFolder.Latest(Names(), DateOnly.FromDateTime(clock.UtcNow)) : null;

    public void Dispose() => one.Dispose();

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
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private IReadOnlyList<string> Names() => [.. Directory.EnumerateFiles(settings.Folder).Select(file => Path.GetFileName(file))];
}
