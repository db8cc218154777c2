using System.Collections.Concurrent;
using System.Threading.Channels;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AdvocacyBot.Core.Processes;

/// <summary>
/// Passes wake-ups on to the other processes through PostgreSQL's notifications, which carry the name of a wake-up and nothing else.
/// One that is lost costs time only, because every loop also looks by itself. https://www.postgresql.org/docs/current/sql-notify.html
/// </summary>
internal sealed partial class BellNotifications(
    IEnumerable<Bell> bells, StoreSettings store, ProcessClaims own, TimeProvider clock, ILogger<BellNotifications> logger)
    : DeferredBackgroundService
{
    private const string Topic = "advocacybot_wake";
    private static readonly Backoff Reconnect = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    private readonly Dictionary<string, Bell> byName = bells.ToDictionary(bell => bell.GetType().Name, StringComparer.Ordinal);

    /// <summary>Rings that have not been passed on yet; several of one bell become one notification.</summary>
    private readonly ConcurrentDictionary<string, bool> pending = new(StringComparer.Ordinal);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when other processes are heard for the first time.</summary>
    public Task Listening => listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (name, bell) in byName)
            bell.RungHere += () => Enqueue(name);
        await Task.WhenAll(
            KeepAsync(ListenAsync, stoppingToken),
            KeepAsync(SendAsync, stoppingToken));
    }

    private void Enqueue(string name)
    {
        pending[name] = true;
        wake.Writer.TryWrite(true);
    }

    private async Task KeepAsync(Func<CancellationToken, Task> run, CancellationToken ct)
    {
        for (var failures = 1; !ct.IsCancellationRequested; failures++)
        {
            var started = clock.GetTimestamp();
            try
            {
                await run(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (StorageTrouble.Reason(e) is not null)
            {
                LogLost(logger, StorageTrouble.Reason(e)!);
            }

            if (clock.GetElapsedTime(started) > Reconnect.Ceiling)
                failures = 1;
            await Task.Delay(Reconnect.After(failures), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync(ct);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection))
            await listen.ExecuteNonQueryAsync(ct);

        // What was rung while nobody listened.
        foreach (var bell in byName.Values)
            bell.Hear();
        listening.TrySetResult();
        while (true)
            await connection.WaitAsync(ct);
    }

    /// <param name="payload">The process that rang and the bell's name; PostgreSQL also delivers a process its own.</param>
    private void Hear(string payload)
    {
        if (payload.Split('/') is [var process, var name] && process != own.Process && byName.TryGetValue(name, out var bell))
            bell.Hear();
    }

    private async Task SendAsync(CancellationToken ct)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync(ct);
        while (await wake.Reader.WaitToReadAsync(ct))
        {
            wake.Reader.TryRead(out _);
            string[] names = [.. pending.Keys];
            foreach (var name in names)
                pending.TryRemove(name, out _);
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, payload) FROM unnest($2) AS payload", connection);
            notify.Parameters.AddWithValue(Topic);
            notify.Parameters.AddWithValue(Array.ConvertAll(names, name => $"{own.Process}/{name}"));
            await notify.ExecuteNonQueryAsync(ct);
        }
    }

    private NpgsqlConnection CreateConnection() => new(new NpgsqlConnectionStringBuilder(store.Connection)
    {
        ApplicationName = "AdvocacyBot notifications",
        KeepAlive = 10,
        Pooling = false,
    }.ToString());

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection for wake-ups from other processes is lost ({Reason}); until it is back, loops look by themselves")]
    private static partial void LogLost(ILogger logger, string reason);
}
