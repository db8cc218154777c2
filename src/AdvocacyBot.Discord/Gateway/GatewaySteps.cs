using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>What can happen to a connection.</summary>
internal abstract record GatewayInput;

internal sealed record Started : GatewayInput;

internal sealed record Arrived(GatewayPacket Packet) : GatewayInput;

internal sealed record HeartbeatDue : GatewayInput;

/// <summary>The server has not greeted in time.</summary>
internal sealed record HelloLate : GatewayInput;

internal sealed record IdentifyAllowed : GatewayInput;

/// <summary>The connection is closed, broken, or could not be made.</summary>
/// <param name="Code">The close code, where there was one.</param>
internal sealed record Lost(int? Code) : GatewayInput;

/// <summary>What a connection has to do, in order.</summary>
internal abstract record GatewayAction;

internal sealed record Connect(Uri Address, TimeSpan Delay) : GatewayAction;

internal sealed record Close(int Code) : GatewayAction;

/// <param name="Sequence">The last one received.</param>
/// <param name="Asked">Whether the server asked for it, so that it may be left out when there are too many.</param>
internal sealed record SendHeartbeat(int? Sequence, bool Asked = false) : GatewayAction;

internal sealed record ScheduleHeartbeat(TimeSpan After) : GatewayAction;

/// <summary>Ask the budget for an identify.</summary>
internal sealed record AskToIdentify : GatewayAction;

internal sealed record SendIdentify : GatewayAction;

internal sealed record SendResume(string SessionId, int Sequence) : GatewayAction;

/// <summary>Hand an event on.</summary>
/// <param name="Packet">The event.</param>
/// <param name="Session">The session whose event it is.</param>
internal sealed record Dispatch(GatewayPacket Packet, GatewaySession? Session) : GatewayAction;

/// <summary>Give up until a person has mended something.</summary>
internal sealed record Stop(string Reason) : GatewayAction;

/// <summary>The next state and what to do.</summary>
internal sealed record GatewayStep(GatewayState State, params IReadOnlyList<GatewayAction> Actions);
