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
    private readonly Channel<(int Generation, GatewayInput Input)> inputs = Pipe.CreateUnbounded<(int, GatewayInput)>();
    private readonly SemaphoreSlim room = new(MaxUnreadPackets);
    private readonly SendLimit sends = new();
    private GatewayState state = null!;
    private GatewaySocket? socket;
    private Task reading = Task.CompletedTask;
    private CancellationTokenSource present = new();

    // Incremented with each connection, so that inputs from an earlier one are ignored.
    private int generation;

    /// <summary>Whether the session is established and events arrive.</summary>
    public bool IsReady => state is { Phase: GatewayPhase.Ready };

    /// <summary>Stays connected until cancelled, then closes so that the session can be resumed.</summary>
    /// <exception cref="PlatformStoppedException">Discord closed the connection with a fatal code.</exception>
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
                if (from == generation)
                    await (input is IdentifyRetryDue ? AskAsync(ct) : StepAsync(input, ct));
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
                await AskAsync(ct);
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
                await dispatch(packet, ct);
                break;
            case Stop stop:
                throw new PlatformStoppedException(stop.Reason);
        }
    }

    private async Task AskAsync(CancellationToken ct)
    {
        var wait = identifies.Take(shard);
        if (wait == TimeSpan.Zero)
            await StepAsync(new IdentifyAllowed(), ct);
        else
            Schedule(wait, null);
    }

    private async Task ConnectAndReadAsync(Connect connect, int own, CancellationToken ct)
    {
        int? code = null;
        GatewaySocket? made = null;
        try
        {
            await Task.Delay(connect.Delay, clock, ct);
            // Without a session to resume, connecting is pointless until an identify is available.
            while (state.Session is null && identifies.Wait(shard) is { Ticks: > 0 } wait)
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
    /// <param name="input">Null to ask for an identify again.</param>
    private void Schedule(TimeSpan after, GatewayInput? input)
    {
        var (own, ended) = (generation, present.Token);
        var timer = clock.CreateTimer(
            _ => inputs.Writer.TryWrite((own, input ?? new IdentifyRetryDue())), null, after > TimeSpan.Zero ? after : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        ended.Register(timer.Dispose);
    }

    /// <summary>It is time to ask for an identify again.</summary>
    private sealed record IdentifyRetryDue : GatewayInput;

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord shard {Shard} connected (resumed: {Resumed})")]
    private static partial void LogReady(ILogger logger, int shard, bool resumed);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Discord shard {Shard} identifies to start a new session")]
    private static partial void LogIdentifies(ILogger logger, int shard);

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord shard {Shard} lost its connection (code {Code}, {Reason}) and will reconnect")]
    private static partial void LogLost(ILogger logger, int shard, int? code, string reason);
}
