using System.Collections.Concurrent;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Platforms;

/// <summary>
/// Runs every configured platform independently and restarts one that crashed after a growing delay. An outage of one platform does
/// not affect the others.
/// </summary>
public sealed partial class PlatformHost(
    IEnumerable<IChatPlatform> platforms, IntentHandler handle, ExclusiveLock locks, PlatformConnections connections, TimeProvider clock, ILogger<PlatformHost> logger)
    : DeferredBackgroundService
{
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly Backoff Restart = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private readonly ConcurrentDictionary<string, bool> stopped = new(StringComparer.Ordinal);

    /// <summary>The platforms and whether each is connected.</summary>
    public IReadOnlyDictionary<string, bool> Ready => platforms.ToDictionary(p => p.Name, p => p.IsReady, StringComparer.Ordinal);

    /// <inheritdoc cref="IChatPlatform.Detail"/>
    public string? DetailOf(string platform) => platforms.FirstOrDefault(p => p.Name == platform)?.Detail;

    /// <summary>The platforms that are not tried again until a person has fixed something and started the bot again.</summary>
    public IReadOnlySet<string> Stopped => stopped.Keys.ToHashSet(StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform => SuperviseAsync(platform, stoppingToken)));

    private async Task SuperviseAsync(IChatPlatform platform, CancellationToken ct)
    {
        for (var failures = 1; ; failures++)
        {
            var started = clock.GetTimestamp();
            try
            {
                await ConnectAsync(platform, ct);
                LogEnded(logger, platform.Name);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (PlatformStoppedException e)
            {
                stopped[platform.Name] = true;
                LogStopped(logger, platform.Name, e.Message);
                return;
            }
            catch (PlatformUnavailableException e)
            {
                LogUnavailable(logger, platform.Name, e.Message);
            }
            catch (Exception e)
            {
                LogCrashed(logger, platform.Name, e);
            }

            if (ct.IsCancellationRequested)
                return;
            if (clock.GetElapsedTime(started) > Settled)
                failures = 1;
            await Task.Delay(Restart.After(failures), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Connects the platform; if another process is connected, waits until it is not.</summary>
    private async Task ConnectAsync(IChatPlatform platform, CancellationToken ct)
    {
        if (!platform.IsExclusive)
        {
            await platform.RunAsync(handle, ct);
            return;
        }

        await using var hold = await locks.AcquireAsync($"platform/{platform.Name}", () => StandBy(platform), ct);
        connections.TakeOver(platform.Name);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hold.Lost, ct);
        await platform.RunAsync(handle, either.Token);
    }

    private void StandBy(IChatPlatform platform)
    {
        connections.StandBy(platform.Name);
        LogWaits(logger, platform.Name);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform} is connected by another process on this database; this one stands by")]
    private static partial void LogWaits(ILogger logger, string platform);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} ended its connection and will be started again")]
    private static partial void LogEnded(ILogger logger, string platform);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Platform} is stopped and needs attention: {Reason}")]
    private static partial void LogStopped(ILogger logger, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} cannot be reached and is tried again: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} crashed; restarting")]
    private static partial void LogCrashed(ILogger logger, string platform, Exception e);
}
