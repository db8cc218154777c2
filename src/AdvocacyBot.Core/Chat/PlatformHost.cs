using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Runs every configured platform, each on its own, and starts one that fell over again after a growing while. One platform's
/// outage never touches another.
/// </summary>
public sealed partial class PlatformHost(
    IEnumerable<IChatPlatform> platforms, CommandRouter router, TimeProvider clock, ILogger<PlatformHost> logger)
    : WorksOnceStarted
{
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly Backoff Restart = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <summary>The platforms and whether each is connected.</summary>
    public IReadOnlyDictionary<string, bool> Ready => platforms.ToDictionary(p => p.Name, p => p.IsReady, StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform => KeepAsync(platform, stoppingToken)));

    private async Task KeepAsync(IChatPlatform platform, CancellationToken ct)
    {
        for (var failures = 1; ; failures++)
        {
            var started = clock.GetTimestamp();
            try
            {
                await platform.RunAsync(router.HandleAsync, ct);
                LogEnded(logger, platform.Name);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (PlatformStoppedException e)
            {
                LogStopped(logger, platform.Name, e.Message);
                return;
            }
            catch (Exception e)
            {
                LogFell(logger, platform.Name, e);
            }

            if (ct.IsCancellationRequested)
                return;
            if (clock.GetElapsedTime(started) > Settled)
                failures = 1;
            await Task.Delay(Restart.After(failures), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} ended its connection and will be started again")]
    private static partial void LogEnded(ILogger logger, string platform);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Platform} is stopped until it is mended: {Reason}")]
    private static partial void LogStopped(ILogger logger, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} fell over and will be started again")]
    private static partial void LogFell(ILogger logger, string platform, Exception e);
}
