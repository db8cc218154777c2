using AdvocacyBot.Web;

namespace AdvocacyBot.Host;

/// <summary>
/// Delays a stop: for <see cref="WebSettings.DrainSeconds"/> everything runs on, while the health check tells the proxy in front to
/// send requests to other processes.
/// </summary>
internal sealed class Drain(WebSettings settings, TimeProvider clock) : IHostedLifecycleService
{
    private volatile bool hasBegun;

    /// <summary>Whether the bot is about to stop.</summary>
    public bool HasBegun => hasBegun;

    /// <summary>Runs before any part of the bot is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (hasBegun)
            return;
        hasBegun = true;
        await Task.Delay(TimeSpan.FromSeconds(settings.DrainSeconds), clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
