using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Core.Loops;

/// <summary>
/// A background service that begins once everything has started and the data is prepared, so that data that the bot must forget is
/// deleted before anything can be sent.
/// </summary>
public abstract class DeferredBackgroundService : BackgroundService, IHostedLifecycleService
{
    public sealed override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
