using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Core.Loops;

/// <summary>
/// Work in the background that begins when everything has started, and so not before the data has been prepared: what the
/// bot must forget is gone before anything can be sent.
/// </summary>
public abstract class DeferredBackgroundService : BackgroundService, IHostedLifecycleService
{
    public sealed override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
