using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;
using AdvocacyBot.Web.Room;

namespace AdvocacyBot.Host;

/// <summary>
/// Brings the databases to the newest schema, and the data to what it should be. The doors open beside it, to be quick, and
/// whoever comes through them meanwhile waits; loops and platforms begin afterwards.
/// </summary>
internal sealed class Preparation(IServiceProvider services, SampleState sample, Housekeeping housekeeping) : IHostedService
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the bot can be used.</summary>
    public Task Done => done.Task;

    public async Task RunAsync(CancellationToken ct)
    {
        await services.OpenRoomAsync(ct);
        await Migrating.MigrateAsync(services.GetRequiredService<StoreSettings>(), ct);

        var purged = Task.Run(() => housekeeping.BeforeAllAsync(ct), ct);
        await using var scope = services.CreateAsyncScope();
        await StaleLeases.ReleaseAsync(scope.ServiceProvider.GetRequiredService<BotDb>(), ct);
        await sample.DecideAsync(scope.ServiceProvider, ct);
        await purged;
        done.TrySetResult();
    }

    /// <summary>On a thread of its own: SQLite works on the caller's, which has the doors to open.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => RunAsync(cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class PreparationMiddleware
{
    /// <summary>Lets requests wait until the bot can be used, all but those that ask whether it can.</summary>
    public static void UsePreparation(this WebApplication app)
    {
        var preparation = app.Services.GetRequiredService<Preparation>();
        app.Use(async (http, next) =>
        {
            if (!HealthEndpoints.IsAt(http.Request.Path))
                await preparation.Done.WaitAsync(http.RequestAborted);
            await next(http);
        });
    }
}
