using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>One shard that this process runs under its lock. Losing the lock stops it at once; its position is saved, and only then the lock released.</summary>
internal sealed class RunningShard(int shard, int shards, ExclusiveLock.Held held, GatewayConnection connection, ShardRunner runner, TimeProvider clock)
    : IDisposable
{
    /// <summary>How long a shard that was taken from another process may take to connect before it counts as not connected.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMinutes(1);

    /// <summary>How long events may take at the end of a session that nobody resumes.</summary>
    private static readonly TimeSpan FinalDrainTimeout = TimeSpan.FromMinutes(1);
    private readonly long takenAt = clock.GetTimestamp();
    private readonly CancellationTokenSource stop = new();
    private bool wasReady;

    public int Shard { get; } = shard;

    public int Shards { get; } = shards;

    /// <summary>Completes when it has stopped and its lock is released. Fails as <see cref="GatewayConnection.RunAsync"/> does.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it is about to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Whether the session is established and events arrive.</summary>
    public bool IsConnected => !IsStopping && connection.IsReady;

    /// <summary>How long no event has arrived.</summary>
    public TimeSpan SinceLastEvent => connection.SinceLastEvent;

    /// <summary>Whether it is connected, or was taken over so recently that it need not be yet.</summary>
    public bool IsWell
    {
        get
        {
            wasReady |= IsConnected;
            return IsConnected || (!wasReady && clock.GetElapsedTime(takenAt) < ConnectTimeout);
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="start">The session to resume, if there is one.</param>
    /// <param name="registry">Registers the commands for as long as this shard runs; null if another shard is responsible for that.</param>
    /// <param name="application">The bot's application.</param>
    /// <param name="channels">Forgets the shard's guilds at the end.</param>
    /// <param name="ct">Stops it.</param>
    public void Start(GatewayState start, CommandRegistry? registry, string application, ChannelCache channels, CancellationToken ct) =>
        Ended = RunAsync(start, registry, application, channels, ct);

    /// <summary>Begins to stop it: no more events are accepted, those that run are finished.</summary>
    /// <param name="isFinal">Whether nobody will resume its session, which would receive again what was not finished.</param>
    public void Stop(bool isFinal = false)
    {
        if (IsStopping)
            return;
        IsStopping = true;
        if (isFinal)
            runner.DrainTimeout = FinalDrainTimeout;
        stop.Cancel();
    }

    /// <summary>Once it has ended.</summary>
    public void Dispose() => stop.Dispose();

    private async Task RunAsync(GatewayState start, CommandRegistry? registry, string application, ChannelCache channels, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, held.Lost, stop.Token);
        List<Task> running = [connection.RunAsync(start, end.Token), runner.SavePositionsAsync(end.Token)];
        if (registry is not null)
            running.Add(registry.SyncContinuouslyAsync(application, end.Token));
        try
        {
            await await Task.WhenAny(running);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Stopped, or the lock is lost.
        }
        finally
        {
            IsStopping = true;
            await end.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            connection.Dispose();
            runner.Dispose();
            channels.RemoveShard(Shard, Shards);
            await held.DisposeAsync();
        }
    }
}
