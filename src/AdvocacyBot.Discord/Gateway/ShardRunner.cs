using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>Processes an event.</summary>
/// <param name="packet">The event.</param>
/// <param name="cursor">The position to commit together with the effect; null while earlier events are unfinished.</param>
/// <param name="slot">The event's position in its member's queue; the handler waits for it before it changes anything, and releases it.</param>
internal delegate Task GatewayEventHandler(GatewayPacket packet, Cursor? cursor, QueueSlot slot, CancellationToken ct);

/// <summary>
/// Processes one shard's events in parallel, in order per key, and saves the position up to which all are done. Events that were
/// unfinished when the bot stopped are delivered again after the resume.
/// </summary>
internal sealed partial class ShardRunner(
    int shard, int shards, string claim, GatewayEventHandler handle, Func<string, bool> isHandled, Func<GatewayPacket, string?> orderOf, SessionStore store,
    TimeProvider clock, ILogger<ShardRunner> logger)
    : IDisposable
{
    private const int MaxParallelEvents = 128;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim slots = new(MaxParallelEvents);
    private readonly Signal moved = new();
    private readonly CancellationTokenSource work = new();
    private readonly EventTracker tracker = new();
    private readonly KeyedQueue queue = new();

    /// <summary>How long running events may take at the end; those that take longer are delivered again to whoever resumes the session.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Starts processing an event. Returns once it has started, not once it is done; waits while the maximum is running.</summary>
    public async Task TakeAsync(Dispatch dispatch, CancellationToken ct)
    {
        var position = dispatch is { Session: { } session, Packet.S: { } sequence } ? new GatewayPosition(session, sequence) : null;
        var ticket = tracker.Begin(position);
        if (!isHandled(dispatch.Packet.T ?? ""))
        {
            End(ticket);
            return;
        }

        await slots.WaitAsync(ct);
        _ = HandleAsync(dispatch.Packet, ticket, queue.Enqueue(orderOf(dispatch.Packet)), work.Token);
    }

    /// <summary>Saves the position whenever it has moved, until cancelled; then waits for running events and saves a last time.</summary>
    public async Task SavePositionsAsync(CancellationToken ct)
    {
        GatewayPosition? saved = null;
        try
        {
            while (true)
            {
                await moved.WaitAsync(ct);
                saved = await SaveAsync(saved, ct);
                await Task.Delay(SaveInterval, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            work.CancelAfter(DrainTimeout);
            for (var i = 0; i < MaxParallelEvents; i++)
                await slots.WaitAsync(CancellationToken.None);
            await SaveAsync(saved, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        work.Dispose();
        slots.Dispose();
        moved.Dispose();
    }

    private async Task HandleAsync(GatewayPacket packet, EventTracker.Ticket ticket, QueueSlot slot, CancellationToken ct)
    {
        // Leaves the connection's loop, which must send heartbeats on time.
        await Task.Yield();
        try
        {
            var cursor = ticket is { IsAlone: true, Position: { } position } ? SessionStore.Cursor(shard, shards, claim, position) : null;
            await handle(packet, cursor, slot, ct);
            End(ticket);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Not marked as done: Discord delivers it again after the restart.
        }
        catch (Exception e)
        {
            LogFailed(logger, packet.T, packet.S, e);
            End(ticket);
        }
        finally
        {
            slot.Release();
            slots.Release();
        }
    }

    private void End(EventTracker.Ticket ticket)
    {
        if (tracker.End(ticket))
            moved.Raise();
    }

    private async Task<GatewayPosition?> SaveAsync(GatewayPosition? saved, CancellationToken ct)
    {
        if (tracker.Done is not { } position || position == saved)
            return saved;

        try
        {
            await store.SaveAsync(SessionStore.Cursor(shard, shards, claim, position), ct);
            return position;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A later save includes this position; until then, a restart only repeats more events.
            LogUnsaved(logger, shard, e);
            return saved;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Discord event {Name} {Sequence} failed")]
    private static partial void LogFailed(ILogger logger, string? name, int? sequence, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The position of Discord shard {Shard} could not be saved")]
    private static partial void LogUnsaved(ILogger logger, int shard, Exception e);
}
