using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>An input to <see cref="GatewayState"/>.</summary>
internal abstract record GatewayInput;

internal sealed record Started : GatewayInput;

internal sealed record Arrived(GatewayPacket Packet) : GatewayInput;

internal sealed record HeartbeatDue : GatewayInput;

/// <summary>The server did not send Hello in time.</summary>
internal sealed record HelloLate : GatewayInput;

internal sealed record IdentifyAllowed : GatewayInput;

/// <summary>The connection was closed, broke, or could not be established.</summary>
/// <param name="Code">The close code, if there was one.</param>
internal sealed record Lost(int? Code) : GatewayInput;

/// <summary>An action that <see cref="GatewayState"/> requests; performed in order.</summary>
internal abstract record GatewayAction;

internal sealed record Connect(Uri Address, TimeSpan Delay) : GatewayAction;

internal sealed record Close(int Code) : GatewayAction;

/// <param name="Sequence">The last sequence number received.</param>
/// <param name="Asked">Whether the server requested it; such heartbeats are skipped when the send limit is near.</param>
internal sealed record SendHeartbeat(int? Sequence, bool Asked = false) : GatewayAction;

internal sealed record ScheduleHeartbeat(TimeSpan After) : GatewayAction;

/// <summary>Requests an identify from the budget.</summary>
internal sealed record AskToIdentify : GatewayAction;

internal sealed record SendIdentify : GatewayAction;

internal sealed record SendResume(string SessionId, int Sequence) : GatewayAction;

/// <summary>Passes an event on.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Session">The session that the event belongs to.</param>
internal sealed record Dispatch(GatewayPacket Packet, GatewaySession? Session) : GatewayAction;

/// <summary>Stops until a person has fixed the cause.</summary>
internal sealed record Stop(string Reason) : GatewayAction;

/// <summary>Discord requires that the bot's servers are divided among more shards.</summary>
internal sealed record RequireMoreShards : GatewayAction;

/// <summary>The next state and the actions to perform.</summary>
internal sealed record GatewayStep(GatewayState State, params IReadOnlyList<GatewayAction> Actions);
