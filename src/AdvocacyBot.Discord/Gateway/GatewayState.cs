using AdvocacyBot.Core.Loops;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// One shard's side of the gateway protocol, purely: what arrived or fell due goes in, the next state and what to do come
/// out. https://docs.discord.com/developers/events/gateway#connection-lifecycle
/// </summary>
/// <param name="Gateway">Where new sessions begin.</param>
internal sealed record GatewayState(Uri Gateway)
{
    /// <summary>Any code but 1000 and 1001, which would end the session.</summary>
    public const int ResumableClose = 4000;

    private const int MostResumes = 5;
    private static readonly Backoff Reconnect = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    public GatewayPhase Phase { get; private init; }

    /// <summary>The session to resume; null where a new one has to be begun.</summary>
    public GatewaySession? Session { get; init; }

    /// <summary>The last sequence number that has been handed on.</summary>
    public int? Sequence { get; init; }

    private TimeSpan Interval { get; init; }

    private bool AwaitsAck { get; init; }

    /// <summary>Connections in a row that did not hold until a heartbeat was confirmed.</summary>
    private int Failures { get; init; }

    /// <summary>Attempts in a row to resume that have not been confirmed.</summary>
    private int Resumes { get; init; }

    /// <param name="input">What arrived or fell due.</param>
    /// <param name="chance">From 0 to 1, for whatever must not happen everywhere at once.</param>
    public GatewayStep Step(GatewayInput input, double chance) => (input, Phase) switch
    {
        (_, GatewayPhase.Stopped) => new(this),
        (Started, _) => new(this with { Phase = GatewayPhase.Connecting }, new Connect(Address, TimeSpan.Zero)),
        (Lost { Code: { } code }, _) when Fatal(code) is { } reason => new(this with { Phase = GatewayPhase.Stopped }, new Stop(reason)),
        (Lost { Code: 4007 or 4009 or 1000 }, _) => (this with { Session = null, Sequence = null }).Again(chance),
        (Lost, _) => Again(chance),
        (HelloLate, GatewayPhase.Connecting) => Again(chance, new Close(ResumableClose)),
        (HeartbeatDue, not GatewayPhase.Connecting) => Beat(chance),
        (IdentifyAllowed, GatewayPhase.Waiting) => new(this with { Phase = GatewayPhase.Identifying }, new SendIdentify()),
        (Arrived { Packet: var packet }, _) => Take(packet, chance),
        _ => new(this),
    };

    private Uri Address => Session?.Url ?? Gateway;

    private GatewayStep Take(GatewayPacket packet, double chance) => packet.Op switch
    {
        GatewayOp.Hello => Greet(packet, chance),
        GatewayOp.Heartbeat => new(this, new SendHeartbeat(Sequence, Asked: true)),
        GatewayOp.HeartbeatAck => new(this with { AwaitsAck = false, Failures = Phase == GatewayPhase.Ready ? 0 : Failures }),
        GatewayOp.Reconnect => Again(chance, new Close(ResumableClose)),
        GatewayOp.InvalidSession => Refused(packet.D.ValueKind == System.Text.Json.JsonValueKind.True, chance),
        GatewayOp.Dispatch => Dispatched(packet),
        _ => new(this),
    };

    private GatewayStep Greet(GatewayPacket packet, double chance)
    {
        if (DiscordJson.Read(packet.D, DiscordJson.Default.Hello) is not { HeartbeatInterval: > 0 } hello)
            return Again(chance, new Close(ResumableClose));

        var interval = TimeSpan.FromMilliseconds(hello.HeartbeatInterval);
        var greeted = this with { Interval = interval, AwaitsAck = false };
        var beat = new ScheduleHeartbeat(interval * chance);
        return Session is { } session
            ? new(greeted with { Phase = GatewayPhase.Resuming, Resumes = Resumes + 1 }, beat, new SendResume(session.Id, Sequence ?? 0))
            : new(greeted with { Phase = GatewayPhase.Waiting }, beat, new AskToIdentify());
    }

    private GatewayStep Beat(double chance) => AwaitsAck
        ? Again(chance, new Close(ResumableClose))
        : new(this with { AwaitsAck = true }, new SendHeartbeat(Sequence), new ScheduleHeartbeat(Interval));

    /// <summary>Op 9 says with it whether the session can still be resumed; either way the next try waits 1 to 5 seconds.</summary>
    private GatewayStep Refused(bool resumable, double chance)
    {
        var kept = resumable ? this : this with { Session = null, Sequence = null };
        return kept.Again(chance, TimeSpan.FromSeconds(1 + (4 * chance)), new Close(ResumableClose));
    }

    private GatewayStep Dispatched(GatewayPacket packet)
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

    private GatewayStep Again(double chance, params GatewayAction[] before) =>
        Again(chance, Reconnect.After(Failures + 1, chance) * (Failures == 0 ? chance : 1), before);

    private GatewayStep Again(double chance, TimeSpan delay, params GatewayAction[] before)
    {
        // An address that never answers counts as a vain attempt to resume, too.
        var resumes = Session is not null && Phase == GatewayPhase.Connecting ? Resumes + 1 : Resumes;
        var next = this with { Phase = GatewayPhase.Connecting, AwaitsAck = false, Failures = Failures + 1, Resumes = resumes };
        if (resumes >= MostResumes)
            next = next with { Session = null, Sequence = null, Resumes = 0 };

        var floor = Reconnect.After(next.Failures, chance);
        return new(next, [.. before, new Connect(next.Address, next.Failures > 3 && floor > delay ? floor : delay)]);
    }

    private static string? Fatal(int code) => code switch
    {
        4004 => "Discord does not accept the token. Make a new one on the application's Bot page and set Discord:Token.",
        4010 or 4011 => "Discord does not accept how the connection is divided into shards. Start the bot again; if it stays, update it.",
        4012 => "Discord no longer speaks version 10 of its gateway. Update the bot.",
        4013 or 4014 => "Discord does not allow the events that the bot asks for. Update the bot.",
        _ => null,
    };
}

/// <summary>Where a connection stands.</summary>
internal enum GatewayPhase
{
    Connecting,

    /// <summary>Greeted, and waiting for its turn to identify.</summary>
    Waiting,

    Identifying,
    Resuming,
    Ready,

    /// <summary>Until a person has mended something.</summary>
    Stopped,
}

/// <summary>What a session is resumed by.</summary>
internal sealed record GatewaySession(string Id, Uri Url);
