using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Divides the shards among the processes on one database without a leader: each computes its own share, releases what it has above it and
/// takes free locks up to it. It looks every two seconds, and at once when a process appears or ends or a shard stops. On SQLite one
/// process runs all.
/// </summary>
internal sealed partial class ShardDistribution(
    DiscordApi api, ApiClient client, ExclusiveLock locks, PlatformConnections connections, ShardMembers members, ShardCount count, ShardStarter starter,
    SessionStore sessions, SharedIdentifyBudget identifies, HeldShards held, DiscordMetrics metrics, ProcessClaims own, ProcessBell bell, ILogger<ShardDistribution> logger)
    : IDisposable
{
    private const string Platform = InteractionMapper.Platform;
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(3);
    private readonly List<RunningShard> running = [];
    private readonly Signal wake = new();
    private ExclusiveLock.Held? shared;
    private GatewayBot gateway = null!;
    private bool isFirstTurn;

    /// <summary>Runs this process's shards until cancelled, then stops them so that others resume them.</summary>
    /// <exception cref="PlatformStoppedException">Discord refuses the bot.</exception>
    public async Task RunAsync(ShardWork work, CancellationToken ct)
    {
        (gateway, isFirstTurn) = (await api.GatewayAsync(ct), true);
        await identifies.ReportAsync(gateway.SessionStartLimit, ct);
        bell.Rung += wake.Raise;
        try
        {
            while (true)
            {
                await LookAsync(work, ct);
                // Real time, because the other processes live in it.
                await wake.WaitAsync(members.Interval, ct);
            }
        }
        finally
        {
            bell.Rung -= wake.Raise;
            await LeaveAsync();
        }
    }

    public void Dispose() => wake.Dispose();

    /// <summary>One turn. What the database prevents is tried again in the next; shards whose locks are not lost run on.</summary>
    private async Task LookAsync(ShardWork work, CancellationToken ct)
    {
        try
        {
            await CollectEndedAsync(ct);
            if (await ShareConnectionAsync(ct))
                await DivideAsync(work, ct);
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is { } reason)
        {
            LogNoDatabase(logger, reason);
        }
    }

    /// <summary>Removes the shards that have ended; the failure of one that Discord refuses is thrown.</summary>
    private async Task CollectEndedAsync(CancellationToken ct)
    {
        foreach (var ended in running.Where(s => s.Ended.IsCompleted).ToList())
        {
            running.Remove(ended);
            using var over = ended;
            try
            {
                await ended.Ended;
            }
            catch (MoreShardsRequiredException)
            {
                gateway = await api.GatewayAsync(ct);
                await identifies.ReportAsync(gateway.SessionStartLimit, ct);
                await count.RaiseAboveAsync(ended.Shards, gateway.Shards, ct);
                LogMore(logger, ended.Shards, gateway.Shards);
            }
        }
    }

    /// <summary>
    /// Earlier versions lock the whole connection for one process. Those that divide it share that lock, so that during an upgrade only one sort
    /// is connected.
    /// </summary>
    private async Task<bool> ShareConnectionAsync(CancellationToken ct)
    {
        if (shared is { Lost.IsCancellationRequested: false })
            return true;
        if (shared is not null)
            await shared.DisposeAsync();
        shared = await locks.TryShareAsync($"platform/{Platform}", ct);
        if (shared is null)
            connections.StandBy(Platform);
        else
            connections.TakeOver(Platform);
        return shared is not null;
    }

    private async Task DivideAsync(ShardWork work, CancellationToken ct)
    {
        var all = await members.ReadAsync(ct);
        client.ShareAmong(all.Count);
        var stored = await count.FindAsync(ct);
        var total = stored is { } number && !(isFirstTurn && all.Count == 1) ? number : await count.RaiseAsync(Math.Max(1, gateway.Shards), ct);
        isFirstTurn = false;

        var share = ShardShare.Count(all, own.Process, total);
        await StopOldAsync(total, ct);
        foreach (var surplus in Of(total).OrderByDescending(s => s.Shard).Take(Of(total).Count - share))
        {
            LogReleases(logger, surplus.Shard, surplus.Shards, all.Count);
            surplus.Stop();
        }

        held.Set(running, share, total);
        foreach (var shard in ShardShare.Order(all, own.Process, total))
        {
            if (Of(total).Count >= share)
                break;
            if (!running.Exists(s => s.Shard == shard && s.Shards == total))
                await TakeAsync(shard, total, work, ct);
        }

        held.Set(running, share, total);
    }

    /// <summary>
    /// While shards of a new number begin their sessions, those of the former number run on, because Discord cannot replay what happens between
    /// two sessions. An event that both receive takes effect once.
    /// </summary>
    private async Task StopOldAsync(int total, CancellationToken ct)
    {
        var old = running.FindAll(s => s.Shards != total && !s.IsStopping);
        if (old.Count == 0 || !await sessions.HaveAllBegunAsync(total, ct))
            return;
        foreach (var shard in old)
            shard.Stop(isFinal: true);
    }

    private async Task TakeAsync(int shard, int total, ShardWork work, CancellationToken ct)
    {
        if (await locks.TryAcquireAsync($"discord/shard/{shard}/{total}", ct) is not { } taken)
            return;
        try
        {
            var claim = own.Next();
            var before = await sessions.ClaimAsync(shard, total, claim, ct);
            var started = starter.Create(shard, total, claim, taken, work);
            running.Add(started);
            metrics.Taken(before is not null);
            starter.Start(started, new GatewayState(new Uri(gateway.Url)) { Session = before?.Session, Sequence = before?.Sequence }, work, ct);
            _ = started.Ended.ContinueWith(_ => wake.Raise(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch
        {
            if (!running.Exists(s => s.Shard == shard && s.Shards == total))
                await taken.DisposeAsync();
            throw;
        }
    }

    private List<RunningShard> Of(int total) => running.FindAll(s => s.Shards == total && !s.IsStopping);

    /// <summary>The others divide the shards at once, and take each when its position is saved.</summary>
    private async Task LeaveAsync()
    {
        held.Clear();
        foreach (var shard in running)
            shard.Stop();
        try
        {
            using var timeout = new CancellationTokenSource(LeaveTimeout);
            await members.LeaveAsync(timeout.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || StorageTrouble.Reason(e) is not null)
        {
            // Whoever sees that this process has ended removes it.
        }

        await Task.WhenAll(running.Select(s => s.Ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        running.ForEach(s => s.Dispose());
        running.Clear();
        if (shared is not null)
            await shared.DisposeAsync();
        shared = null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord shard {Shard} of {Shards} is released, because {Members} processes divide them")]
    private static partial void LogReleases(ILogger logger, int shard, int shards, int members);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord requires more than {Used} shards; {Shards} are used from now on")]
    private static partial void LogMore(ILogger logger, int used, int shards);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord's shards cannot be divided among the processes now ({Reason})")]
    private static partial void LogNoDatabase(ILogger logger, string reason);
}
