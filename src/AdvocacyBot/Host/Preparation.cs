using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Host.Health;
using AdvocacyBot.Sample;
using AdvocacyBot.Web;

namespace AdvocacyBot.Host;

/// <summary>
/// Migrates the databases, purges what is due and loads the sample data. Runs while the server opens its endpoints, where requests
/// wait for it; loops and platforms start afterwards.
/// </summary>
internal sealed class Preparation(IServiceProvider services, SampleState sample, Housekeeping housekeeping) : IHostedService
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the bot can be used.</summary>
    public Task Done => done.Task;

    public async Task RunAsync(CancellationToken ct)
    {
        await services.OpenWebAsync(ct);
        await StoredData.OpenAsync(services, ct);

        var purged = Task.Run(() => housekeeping.BeforeAllAsync(ct), ct);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstCommunity>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<PrepareFacts>().RunAsync(ct);
        await StaleLeases.ReleaseAsync(scope.ServiceProvider, ct);
        await sample.DecideAsync(services, ct);
        await purged;
        done.TrySetResult();
    }

    /// <summary>On another thread, because SQLite works synchronously and the caller still has to open the endpoints.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => RunAsync(cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class PreparationMiddleware
{
    /// <summary>Delays every request except health checks until the bot can be used.</summary>
    public static void UsePreparation(this WebApplication app)
    {
        var preparation = app.Services.GetRequiredService<Preparation>();
        app.Use(async (http, next) =>
        {
            if (!HealthSetup.IsAt(http.Request.Path))
                await preparation.Done.WaitAsync(http.RequestAborted);
            await next(http);
        });
    }
}
