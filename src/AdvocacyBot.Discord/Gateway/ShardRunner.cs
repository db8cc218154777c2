using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>Gives an event its effect.</summary>
/// <param name="packet">The event.</param>
/// <param name="cursor">To be committed with the effect, where everything before it has had its own.</param>
/// <param name="turn">When its effect may begin, and what to end after it.</param>
internal delegate Task EventHandler(GatewayPacket packet, Cursor? cursor, Turn turn, CancellationToken ct);

/// <summary>
/// One shard: hands its events out, so many side by side, each in its turn, and saves how far they have had their effect. What
/// was not finished when the bot stopped comes again when it resumes.
/// </summary>
internal sealed partial class ShardRunner(
    int shard, int shards, EventHandler handle, Func<string, bool> isHandled, Func<GatewayPacket, string?> orderOf, SessionStore store,
    TimeProvider clock, ILogger<ShardRunner> logger)
    : IDisposable
{
    private const int SideBySide = 128;
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim slots = new(SideBySide);
    private readonly SemaphoreSlim moved = new(0, 1);
    private readonly CancellationTokenSource work = new();
    private readonly EventTracker tracker = new();
    private readonly Turns turns = new();

    /// <summary>Takes an event over; returns when there is room for it, not when it is done.</summary>
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
        _ = HandleAsync(dispatch.Packet, ticket, turns.Take(orderOf(dispatch.Packet)), work.Token);
    }

    /// <summary>Saves the position whenever it has moved, until cancelled; then waits for what is under way and saves once more.</summary>
    public async Task KeepPositionAsync(CancellationToken ct)
    {
        GatewayPosition? saved = null;
        try
        {
            while (true)
            {
                await moved.WaitAsync(ct);
                saved = await SaveAsync(saved, ct);
                await Task.Delay(BetweenSaves, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            work.CancelAfter(Drain);
            for (var i = 0; i < SideBySide; i++)
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

    private async Task HandleAsync(GatewayPacket packet, EventTracker.Ticket ticket, Turn turn, CancellationToken ct)
    {
        // Off the connection's own thread: it has heartbeats to send.
        await Task.Yield();
        try
        {
            var cursor = ticket is { IsAlone: true, Position: { } position } ? SessionStore.Cursor(shard, shards, position) : null;
            await handle(packet, cursor, turn, ct);
            End(ticket);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Not ended: it comes again after the restart.
        }
        catch (Exception e)
        {
            LogFailed(logger, packet.T, packet.S, e);
            End(ticket);
        }
        finally
        {
            turn.End();
            slots.Release();
        }
    }

    private void End(EventTracker.Ticket ticket)
    {
        if (!tracker.End(ticket))
            return;
        lock (moved)
        {
            if (moved.CurrentCount == 0)
                moved.Release();
        }
    }

    private async Task<GatewayPosition?> SaveAsync(GatewayPosition? saved, CancellationToken ct)
    {
        if (tracker.Done is not { } position || position == saved)
            return saved;

        try
        {
            await store.SaveAsync(SessionStore.Cursor(shard, shards, position), ct);
            return position;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A later save makes up for it; until then a restart only sees more events twice.
            LogUnsaved(logger, shard, e);
            return saved;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Discord event {Name} {Sequence} failed")]
    private static partial void LogFailed(ILogger logger, string? name, int? sequence, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The position of Discord shard {Shard} could not be saved")]
    private static partial void LogUnsaved(ILogger logger, int shard, Exception e);
}
