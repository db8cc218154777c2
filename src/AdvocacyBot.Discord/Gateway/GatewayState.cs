using AdvocacyBot.Core.Loops;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// One shard's gateway protocol as a pure state machine: an input returns the next state and the actions to perform.
/// https://docs.discord.com/developers/events/gateway#connection-lifecycle
/// </summary>
/// <param name="Gateway">The address for new sessions.</param>
internal sealed record GatewayState(Uri Gateway)
{
    /// <summary>The codes 1000 and 1001 would end the session.</summary>
    public const int ResumableClose = 4000;

    private const int MaxResumes = 5;
    private static readonly Backoff ReconnectBackoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    public GatewayPhase Phase { get; private init; }

    /// <summary>The session to resume, or null to start a new one.</summary>
    public GatewaySession? Session { get; init; }

    /// <summary>The sequence number of the last event passed on.</summary>
    public int? Sequence { get; init; }

    private TimeSpan Interval { get; init; }

    private bool AwaitsAck { get; init; }

    /// <summary>Consecutive connections that ended before a heartbeat was acknowledged.</summary>
    private int Failures { get; init; }

    /// <summary>Consecutive resume attempts without a confirmation.</summary>
    private int Resumes { get; init; }

    /// <param name="input">A packet, a timer or the end of the connection.</param>
    /// <param name="chance">A random number from 0 to 1, for jitter.</param>
    public GatewayStep Step(GatewayInput input, double chance) => (input, Phase) switch
    {
        (_, GatewayPhase.Stopped) => new(this),
        (Started, _) => new(this with { Phase = GatewayPhase.Connecting }, new Connect(Address, TimeSpan.Zero)),
        (Lost { Code: 4011 }, _) => new(this with { Phase = GatewayPhase.Stopped }, new RequireMoreShards()),
        (Lost { Code: { } code }, _) when Fatal(code) is { } reason => new(this with { Phase = GatewayPhase.Stopped }, new Stop(reason)),
        (Lost { Code: 4007 or 4009 or 1000 }, _) => (this with { Session = null, Sequence = null }).Reconnect(chance),
        (Lost, _) => Reconnect(chance),
        (HelloLate, GatewayPhase.Connecting) => Reconnect(chance, new Close(ResumableClose)),
        (HeartbeatDue, not GatewayPhase.Connecting) => OnHeartbeatDue(chance),
        (IdentifyAllowed, GatewayPhase.Waiting) => new(this with { Phase = GatewayPhase.Identifying }, new SendIdentify()),
        (Arrived { Packet: var packet }, _) => OnPacket(packet, chance),
        _ => new(this),
    };

    private Uri Address => Session?.Url ?? Gateway;

    private GatewayStep OnPacket(GatewayPacket packet, double chance) => packet.Op switch
    {
        GatewayOp.Hello => OnHello(packet, chance),
        GatewayOp.Heartbeat => new(this, new SendHeartbeat(Sequence, Asked: true)),
        GatewayOp.HeartbeatAck => new(this with { AwaitsAck = false, Failures = Phase == GatewayPhase.Ready ? 0 : Failures }),
        GatewayOp.Reconnect => Reconnect(chance, new Close(ResumableClose)),
        GatewayOp.InvalidSession => OnInvalidSession(packet.D.ValueKind == System.Text.Json.JsonValueKind.True, chance),
        GatewayOp.Dispatch => OnDispatch(packet),
        _ => new(this),
    };

    private GatewayStep OnHello(GatewayPacket packet, double chance)
    {
        if (DiscordJson.Read(packet.D, DiscordJson.Default.Hello) is not { HeartbeatInterval: > 0 } hello)
            return Reconnect(chance, new Close(ResumableClose));

        var interval = TimeSpan.FromMilliseconds(hello.HeartbeatInterval);
        var greeted = this with { Interval = interval, AwaitsAck = false };
        var beat = new ScheduleHeartbeat(interval * chance);
        return Session is { } session
            ? new(greeted with { Phase = GatewayPhase.Resuming, Resumes = Resumes + 1 }, beat, new SendResume(session.Id, Sequence ?? 0))
            : new(greeted with { Phase = GatewayPhase.Waiting }, beat, new AskToIdentify());
    }

    private GatewayStep OnHeartbeatDue(double chance) => AwaitsAck
        ? Reconnect(chance, new Close(ResumableClose))
        : new(this with { AwaitsAck = true }, new SendHeartbeat(Sequence), new ScheduleHeartbeat(Interval));

    /// <summary>Op 9 (invalid session) states whether the session can be resumed; the next attempt waits 1 to 5 seconds either way.</summary>
    private GatewayStep OnInvalidSession(bool resumable, double chance)
    {
        var kept = resumable ? this : this with { Session = null, Sequence = null };
        return kept.Reconnect(chance, TimeSpan.FromSeconds(1 + (4 * chance)), new Close(ResumableClose));
    }

    private GatewayStep OnDispatch(GatewayPacket packet)
    {
        var next = this with { Sequence = packet.S ?? Sequence };
        if (packet.T == "READY" && DiscordJson.Read(packet.D, DiscordJson.Default.Ready) is { } ready)
        {
            var address = Uri.TryCreate(ready.ResumeGatewayUrl, UriKind.Absolute, out var url) ? url : Gateway;
            next = next with { Phase = GatewayPhase.Ready, Resumes = 0, Session = new GatewaySession(ready.SessionId, address) };
        }
        else if (packet.T == "RESUMED")
        {
            next = next with { Phase = GatewayPhase.Ready, Resumes = 0 };
        }

        return new(next, new Dispatch(packet, next.Session));
    }

    private GatewayStep Reconnect(double chance, params GatewayAction[] before) =>
        Reconnect(chance, ReconnectBackoff.After(Failures + 1, chance) * (Failures == 0 ? chance : 1), before);

    private GatewayStep Reconnect(double chance, TimeSpan delay, params GatewayAction[] before)
    {
        // An address that never answers counts as a failed resume, too.
        var resumes = Session is not null && Phase == GatewayPhase.Connecting ? Resumes + 1 : Resumes;
        var next = this with { Phase = GatewayPhase.Connecting, AwaitsAck = false, Failures = Failures + 1, Resumes = resumes };
        if (resumes >= MaxResumes)
            next = next with { Session = null, Sequence = null, Resumes = 0 };

        var floor = ReconnectBackoff.After(next.Failures, chance);
        return new(next, [.. before, new Connect(next.Address, next.Failures > 3 && floor > delay ? floor : delay)]);
    }

    private static string? Fatal(int code) => code switch
    {
        4004 => "Discord does not accept the token. Create a new one on the application's Bot page and set Discord:Token.",
        4010 => "Discord does not accept the number of shards. Restart the bot; if this persists, update it.",
        4012 => "Discord no longer supports version 10 of its gateway. Update the bot.",
        4013 or 4014 => "Discord does not allow the events that the bot requests. Update the bot.",
        _ => null,
    };
}

/// <summary>The phase of a connection.</summary>
internal enum GatewayPhase
{
    Connecting,

    /// <summary>Hello received; waiting for the identify budget.</summary>
    Waiting,

    Identifying,
    Resuming,
    Ready,

    /// <summary>Stopped until a person has fixed the cause.</summary>
    Stopped,
}

/// <summary>A session's id and the address at which it is resumed.</summary>
internal sealed record GatewaySession(string Id, Uri Url);
