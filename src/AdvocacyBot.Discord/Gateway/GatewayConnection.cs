using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;
using Pipe = System.Threading.Channels.Channel;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>Passes an event on; waits while the handler is at capacity.</summary>
internal delegate Task DispatchHandler(Dispatch dispatch, CancellationToken ct);

/// <summary>Runs one shard: feeds inputs to <see cref="GatewayState"/> one at a time and performs the actions it returns.</summary>
internal sealed partial class GatewayConnection(
    string token, int shard, int shards, SharedIdentifyBudget identifies, DispatchHandler dispatch, TimeProvider clock, ILogger<GatewayConnection> logger)
    : IDisposable
{
    private const int MaxUnreadPackets = 1_024;
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long after it was taken an identify may be sent: a process that stood still in between would send it when others send theirs.
    /// </summary>
    private static readonly TimeSpan IdentifyLifetime = TimeSpan.FromSeconds(1);
    private readonly Channel<(int Generation, GatewayInput Input)> inputs = Pipe.CreateUnbounded<(int, GatewayInput)>();
    private readonly SemaphoreSlim room = new(MaxUnreadPackets);
    private readonly SendLimit sends = new();
    private GatewayState state = null!;
    private GatewaySocket? socket;
    private Task reading = Task.CompletedTask;
    private CancellationTokenSource present = new();

    // Incremented with each connection, so that inputs from an earlier one are ignored.
    private int generation;
    private long lastEventAt = clock.GetTimestamp();

    /// <summary>Whether the session is established and events arrive.</summary>
    public bool IsReady => state is { Phase: GatewayPhase.Ready };

    /// <summary>How long no event has arrived.</summary>
    public TimeSpan SinceLastEvent => clock.GetElapsedTime(Interlocked.Read(ref lastEventAt));

    /// <summary>Stays connected until cancelled, then closes so that the session can be resumed.</summary>
    /// <exception cref="PlatformStoppedException">Discord closed the connection with a fatal code.</exception>
    /// <exception cref="MoreShardsRequiredException">There are too few shards.</exception>
    public async Task RunAsync(GatewayState start, CancellationToken ct)
    {
        state = start;
        try
        {
            await StepAsync(new Started(), ct);
            await foreach (var (from, input) in inputs.Reader.ReadAllAsync(ct))
            {
                if (input is Arrived)
                    room.Release();
                if (from != generation)
                    continue;
                if (input is IdentifyTaken taken && clock.GetElapsedTime(taken.At) > IdentifyLifetime)
                    _ = AskAsync(generation, present.Token);
                else
                    await StepAsync(input is IdentifyTaken ? new IdentifyAllowed() : input, ct);
            }
        }
        finally
        {
            await DisconnectAsync(GatewayState.ResumableClose);
        }
    }

    public void Dispose()
    {
        present.Dispose();
        room.Dispose();
        socket?.Dispose();
    }

    private async Task StepAsync(GatewayInput input, CancellationToken ct)
    {
        var before = state.Phase;
        (state, var actions) = state.Step(input, Random.Shared.NextDouble());
        if (before != state.Phase && state.Phase == GatewayPhase.Ready)
            LogReady(logger, shard, before == GatewayPhase.Resuming);
        foreach (var action in actions)
        {
            var now = generation;
            await DoAsync(action, ct);
            if (now != generation && action is not Connect and not Close)
                return;
        }
    }

    private async Task DoAsync(GatewayAction action, CancellationToken ct)
    {
        switch (action)
        {
            case Connect connect:
                await DisconnectAsync(GatewayState.ResumableClose);
                present.Dispose();
                present = CancellationTokenSource.CreateLinkedTokenSource(ct);
                reading = ConnectAndReadAsync(connect, generation, present.Token);
                break;
            case Close close:
                await DisconnectAsync(close.Code);
                break;
            case ScheduleHeartbeat beat:
                Schedule(beat.After, new HeartbeatDue());
                break;
            case AskToIdentify:
                _ = AskAsync(generation, present.Token);
                break;
            case SendHeartbeat beat when sends.TryTake(!beat.Asked, SharedIdentifyBudget.Now(clock)):
                await SendAsync(new HeartbeatPacket(beat.Sequence), DiscordJson.Default.HeartbeatPacket, ct);
                break;
            case SendIdentify when sends.TryTake(essential: true, SharedIdentifyBudget.Now(clock)):
                LogIdentifies(logger, shard);
                var properties = new IdentifyProperties("linux", "advocacybot", "advocacybot");
                await SendAsync(
                    new IdentifyPacket(new Identify(token, (int)GatewayIntents.Used, properties, [shard, shards])), DiscordJson.Default.IdentifyPacket, ct);
                break;
            case SendResume resume when sends.TryTake(essential: true, SharedIdentifyBudget.Now(clock)):
                await SendAsync(new ResumePacket(new Resume(token, resume.SessionId, resume.Sequence)), DiscordJson.Default.ResumePacket, ct);
                break;
            case Dispatch packet:
                Interlocked.Exchange(ref lastEventAt, clock.GetTimestamp());
                await dispatch(packet, ct);
                break;
            case Stop stop:
                throw new PlatformStoppedException(stop.Reason);
            case RequireMoreShards:
                throw new MoreShardsRequiredException();
        }
    }

    /// <summary>Waits for an identify outside of the connection's loop, which sends heartbeats meanwhile. Ends with the connection.</summary>
    private async Task AskAsync(int own, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var asked = clock.GetTimestamp();
                var wait = await identifies.TakeAsync(shard, ended);
                if (wait == TimeSpan.Zero)
                {
                    inputs.Writer.TryWrite((own, new IdentifyTaken(asked)));
                    return;
                }

                await Task.Delay(wait, clock, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
        catch (Exception e)
        {
            LogLost(logger, shard, null, e.Message);
            inputs.Writer.TryWrite((own, new Lost(null)));
        }
    }

    private async Task ConnectAndReadAsync(Connect connect, int own, CancellationToken ct)
    {
        int? code = null;
        GatewaySocket? made = null;
        try
        {
            await Task.Delay(connect.Delay, clock, ct);
            // Without a session to resume, connecting is pointless until an identify is available.
            while (state.Session is null && await identifies.WaitAsync(shard, ct) is { Ticks: > 0 } wait)
                await Task.Delay(wait, clock, ct);

            made = new GatewaySocket(clock);
            socket = made;
            Schedule(HelloTimeout, new HelloLate());
            await made.ConnectAsync(connect.Address, ct);
            while (await made.ReadAsync(ct) is { } packet)
            {
                await room.WaitAsync(ct);
                inputs.Writer.TryWrite((own, new Arrived(packet)));
            }

            code = made.CloseCode;
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidDataException or JsonException or HttpRequestException
            or ObjectDisposedException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            code = made?.CloseCode;
            LogLost(logger, shard, code, e.Message);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        inputs.Writer.TryWrite((own, new Lost(code)));
    }

    private async Task SendAsync<T>(T packet, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            if (socket is { } open)
                await open.SendAsync(packet, type, ct);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogLost(logger, shard, null, e.Message);
            inputs.Writer.TryWrite((generation, new Lost(null)));
        }
    }

    /// <summary>Closes the current connection; its remaining inputs are ignored.</summary>
    private async Task DisconnectAsync(int code)
    {
        generation++;
        if (socket is { } open)
            await open.CloseAsync(code);
        await present.CancelAsync();
        await reading;
        present.Dispose();
        present = new CancellationTokenSource();
        socket?.Dispose();
        socket = null;
    }

    /// <summary>Delivers an input after a delay, unless the connection ends first.</summary>
    private void Schedule(TimeSpan after, GatewayInput input)
    {
        var (own, ended) = (generation, present.Token);
        var timer = clock.CreateTimer(
            _ => inputs.Writer.TryWrite((own, input)), null, after > TimeSpan.Zero ? after : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        ended.Register(timer.Dispose);
    }

    /// <summary>An identify was taken from the budget.</summary>
    /// <param name="At">A timestamp of the clock, from before it was.</param>
    private sealed record IdentifyTaken(long At) : GatewayInput;

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord shard {Shard} connected (resumed: {Resumed})")]
    private static partial void LogReady(ILogger logger, int shard, bool resumed);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Discord shard {Shard} identifies to start a new session")]
    private static partial void LogIdentifies(ILogger logger, int shard);

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord shard {Shard} lost its connection (code {Code}, {Reason}) and will reconnect")]
    private static partial void LogLost(ILogger logger, int shard, int? code, string reason);
}
