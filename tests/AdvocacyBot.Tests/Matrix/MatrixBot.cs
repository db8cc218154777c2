using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Host;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The real host with Matrix on the real clock. The platform and the outbox run by themselves, as in a running bot.</summary>
internal sealed class MatrixBot : IAsyncDisposable
{
    private readonly BotHarness harness;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private readonly DeliveryWorker worker;

    private MatrixBot(BotHarness harness)
    {
        this.harness = harness;
        // Requested so that the container releases the folder at the end and the next bot can use it.
        harness.Services.GetRequiredService<DataFolder>();
        worker = harness.Services.GetRequiredService<DeliveryWorker>();
        running = Task.WhenAll(
            Platform.RunAsync(harness.Services.GetRequiredService<CommandRouter>().HandleAsync, stop.Token),
            ((IHostedLifecycleService)worker).StartedAsync(stop.Token));
    }

    public MatrixPlatform Platform => harness.Services.GetRequiredService<MatrixPlatform>();

    public BotHarness Harness => harness;

    /// <summary>The device as which it is signed in.</summary>
    public string Device => harness.Services.GetRequiredService<Session>().Device;

    /// <summary>The exception that ended the platform; null while it runs.</summary>
    public Exception? Failure => running.Exception?.InnerException;

    public static async Task<MatrixBot> StartAsync(
        MatrixSettings settings, string? folder = null, MatrixTiming? timing = null, Action<IServiceCollection>? adjust = null, bool wait = true)
    {
        var harness = await BotHarness.StartAsync(folder: folder, adjust: services =>
        {
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.AddSingleton(timing ?? new MatrixTiming { SyncTimeout = TimeSpan.FromSeconds(5), FirstRetry = TimeSpan.FromMilliseconds(100) });
            services.AddMatrix(settings);
            services.AddSingleton<Picks>().AddCommand<EchoCommand>().AddCommand<WhisperCommand>().AddCommand<OfferCommand>().AddCommand<PickOneCommand>().AddChoices<PickChoice>();
            adjust?.Invoke(services);
        });
        var bot = new MatrixBot(harness);
        if (wait)
            await bot.ReadyAsync();
        return bot;
    }

    /// <summary>Puts a post into the outbox.</summary>
    public Task QueueAsync(string room, Reply reply, string cause) =>
        harness.Services.WriteOutboxAsync(outbox => outbox.Send(new ChannelRef("matrix", room), reply, cause, "post"));

    public Task<IReadOnlyList<string>> JoinedRoomsAsync() =>
        harness.Services.GetRequiredService<MatrixApi>().JoinedRoomsAsync(CancellationToken.None);

    public Task ReadyAsync() => Eventually.HoldsAsync(() =>
        running.IsFaulted ? throw Failure! : Task.FromResult(Platform.IsReady));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await worker.StopAsync(CancellationToken.None);
        stop.Dispose();
        await harness.DisposeAsync();
    }
}
