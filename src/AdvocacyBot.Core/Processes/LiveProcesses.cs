using System.Globalization;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Processes;

/// <summary>
/// The processes that share the database. Each has a row and, for as long as it lives, an advisory lock; PostgreSQL releases the lock
/// when the process dies. Whoever finds a row without its lock releases what that process had claimed and deletes the row.
/// </summary>
internal sealed partial class LiveProcesses(
    IServiceScopeFactory scopes, ExclusiveLock locks, ProcessClaims own, TimeProvider clock, ILogger<LiveProcesses> logger)
    : Loop(clock, logger), IAsyncDisposable
{
    private const string Prefix = "process/";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private readonly TimeProvider clock = clock;
    private ExclusiveLock.Held? held;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await AppearAsync(ct);
        var rows = await InScopeAsync(services => services.GetRequiredService<PlatformState>().FindAllAsync(Prefix, ct));
        foreach (var process in rows.Keys.Select(key => key[Prefix.Length..]).Where(process => process != own.Process))
        {
            await using var free = await locks.TryAcquireAsync(Prefix + process, ct);
            if (free is not null)
                await ReleaseAsync(process, ct);
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

    /// <summary>Takes the lock first, so that the row is never without it while this process lives.</summary>
    private async Task AppearAsync(CancellationToken ct)
    {
        if (held is { Lost.IsCancellationRequested: false })
            return;
        if (held is not null)
            await held.DisposeAsync();
        held = await locks.TryAcquireAsync(Prefix + own.Process, ct);
        var since = clock.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        await InScopeAsync(async services =>
        {
            await services.GetRequiredService<PlatformState>().SaveAsync(Prefix + own.Process, since, ct);
            return true;
        });
    }

    private async Task ReleaseAsync(string process, CancellationToken ct)
    {
        await InScopeAsync(services => services.GetRequiredService<WriteTransaction>().RunAsync(
            Prefix + process,
            async inner =>
            {
                foreach (var work in services.GetServices<IClaimedWork>())
                    await work.ReleaseAsync(process, inner);
                await services.GetRequiredService<PlatformState>().DeleteAsync([Prefix + process], inner);
                return true;
            },
            ct));
        LogEnded(logger, process);
    }

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Process {Process} on this database has ended; what it had claimed is free")]
    private static partial void LogEnded(ILogger logger, string process);
}
