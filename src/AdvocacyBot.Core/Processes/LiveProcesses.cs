using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Processes;

/// <summary>
/// The processes that share the database. Each has a row and, for as long as it lives, an advisory lock; PostgreSQL releases the lock
/// when the process dies. One that stands still keeps its connections, but its row is not renewed: others end its connections, and with
/// them its locks. Whoever finds a row without its lock releases what that process had claimed and deletes the row.
/// </summary>
internal sealed partial class LiveProcesses(
    IServiceScopeFactory scopes, ExclusiveLock locks, ProcessClaims own, ProcessBell bell, TimeProvider clock, ILogger<LiveProcesses> logger)
    : Loop(clock, logger), IAsyncDisposable
{
    private const int MaxTries = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryInterval = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider clock = clock;
    private ExclusiveLock.Held? held;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await HoldAsync(ct);
        var (now, rows) = await RenewAsync(ct);
        var mayJudge = ProcessRow.Read(rows.GetValueOrDefault(ProcessRow.KeyOf(own.Process))) is { } self && self.MayJudge(now);
        foreach (var (key, value) in rows)
        {
            var process = key[ProcessRow.Prefix.Length..];
            if (process == own.Process)
                continue;
            var isSilent = mayJudge && ProcessRow.Read(value) is { } row && row.IsSilent(now);
            if (isSilent)
                await EndConnectionsAsync(process, ct);
            await ReleaseIfFreeAsync(process, isSilent ? MaxTries : 1, ct);
        }

        return clock.UtcNow + Interval;
    }

    /// <summary>Gives up the lock; others see at once that this process has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (held is not null)
            await held.DisposeAsync();
        held = null;
        Dispose();
    }

    /// <summary>Takes the lock before the row is written, so that the row is never without it while this process lives.</summary>
    private async Task HoldAsync(CancellationToken ct)
    {
        if (held is { Lost.IsCancellationRequested: false })
            return;
        if (held is not null)
            await held.DisposeAsync();
        held = await locks.TryAcquireAsync(ProcessRow.KeyOf(own.Process), ct);
    }

    /// <returns>The database's time, and the rows as they were.</returns>
    private async Task<(DateTime Now, Dictionary<string, string> Rows)> RenewAsync(CancellationToken ct)
    {
        var key = ProcessRow.KeyOf(own.Process);
        var (now, rows) = await InScopeAsync(async services =>
        {
            var state = services.GetRequiredService<PlatformState>();
            var rows = await state.FindAllAsync(ProcessRow.Prefix, ct);
            var now = await services.GetRequiredService<DatabaseClock>().NowAsync(ct);
            await state.SaveAsync(key, ProcessRow.Next(ProcessRow.Read(rows.GetValueOrDefault(key)), now).Write(), ct);
            return (now, rows);
        });
        if (!rows.ContainsKey(key))
            bell.Ring();
        return (now, rows);
    }

    /// <summary>
    /// Ends all connections of a process that stands still: those that hold its locks, and those on which it may have stopped in the middle of a
    /// transaction that others wait for.
    /// </summary>
    private async Task EndConnectionsAsync(string process, CancellationToken ct)
    {
        var names = ExclusiveLock.ConnectionNames(process);
        await InScopeAsync(services => services.GetRequiredService<BotDb>().Database.SqlQuery<bool>(
            $"""
            SELECT pg_terminate_backend(pid) AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = ANY ({names})
            """).ToListAsync(ct));
        LogSilent(logger, process);
    }

    private async Task ReleaseIfFreeAsync(string process, int tries, CancellationToken ct)
    {
        for (; tries > 0; tries--)
        {
            await using var free = await locks.TryAcquireAsync(ProcessRow.KeyOf(process), ct);
            if (free is not null)
            {
                await ReleaseAsync(process, ct);
                return;
            }

            // Real time: PostgreSQL takes a moment to end a connection.
            if (tries > 1)
                await Task.Delay(TryInterval, ct);
        }
    }

    private async Task ReleaseAsync(string process, CancellationToken ct)
    {
        await InScopeAsync(services => services.GetRequiredService<WriteTransaction>().RunAsync(
            ProcessRow.KeyOf(process),
            async inner =>
            {
                foreach (var work in services.GetServices<IClaimedWork>())
                    await work.ReleaseAsync(process, inner);
                await services.GetRequiredService<PlatformState>().DeleteAsync([ProcessRow.KeyOf(process)], inner);
                return true;
            },
            ct));
        LogEnded(logger, process);
        bell.Ring();
    }

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Process {Process} on this database has ended; what it had claimed is free")]
    private static partial void LogEnded(ILogger logger, string process);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Process {Process} on this database has been silent for too long; its locks are taken from it")]
    private static partial void LogSilent(ILogger logger, string process);
}
