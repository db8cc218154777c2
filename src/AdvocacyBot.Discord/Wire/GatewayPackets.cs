using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes</summary>
internal enum GatewayOp
{
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    Resume = 6,
    Reconnect = 7,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,
}

/// <summary>https://docs.discord.com/developers/events/gateway-events#payload-structure</summary>
internal sealed record GatewayPacket(GatewayOp Op, JsonElement D = default, int? S = null, string? T = null);

/// <summary>The author of an interaction or a message, read on the connection's loop to determine the event's order.</summary>
internal sealed record EventAuthor
{
    /// <summary>The type of the interaction or message.</summary>
    public int Type { get; init; }

    /// <summary>For a message.</summary>
    public User? Author { get; init; }

    /// <summary>For an interaction in a guild.</summary>
    public Member? Member { get; init; }

    /// <summary>For an interaction in a direct message.</summary>
    public User? User { get; init; }
}

/// <summary>https://docs.discord.com/developers/events/gateway#hello-event</summary>
internal sealed record Hello(int HeartbeatInterval);

/// <summary>https://docs.discord.com/developers/events/gateway-events#ready</summary>
internal sealed record Ready(string SessionId, string ResumeGatewayUrl);

/// <summary>https://docs.discord.com/developers/events/gateway-events#heartbeat</summary>
internal sealed record HeartbeatPacket(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? D, GatewayOp Op = GatewayOp.Heartbeat);

/// <summary>https://docs.discord.com/developers/events/gateway-events#identify</summary>
internal sealed record IdentifyPacket(Identify D, GatewayOp Op = GatewayOp.Identify);

/// <summary>https://docs.discord.com/developers/events/gateway-events#identify-identify-structure</summary>
internal sealed record Identify(string Token, int Intents, IdentifyProperties Properties, int[] Shard);

/// <summary>https://docs.discord.com/developers/events/gateway-events#identify-identify-connection-properties</summary>
internal sealed record IdentifyProperties(string Os, string Browser, string Device);

/// <summary>https://docs.discord.com/developers/events/gateway-events#resume</summary>
internal sealed record ResumePacket(Resume D, GatewayOp Op = GatewayOp.Resume);

/// <summary>https://docs.discord.com/developers/events/gateway-events#resume-resume-structure</summary>
internal sealed record Resume(string Token, string SessionId, int Seq);

/// <summary>https://docs.discord.com/developers/events/gateway#get-gateway-bot</summary>
internal sealed record GatewayBot(string Url, int Shards, SessionStartLimit SessionStartLimit);

/// <summary>https://docs.discord.com/developers/events/gateway#session-start-limit-object</summary>
/// <param name="Total">Session starts allowed in the window.</param>
/// <param name="Remaining">Session starts left.</param>
/// <param name="ResetAfter">Milliseconds.</param>
/// <param name="MaxConcurrency">Identifies allowed per five seconds.</param>
internal sealed record SessionStartLimit(int Total, int Remaining, long ResetAfter, int MaxConcurrency);

/// <summary>https://docs.discord.com/developers/events/gateway#list-of-intents</summary>
[Flags]
internal enum GatewayIntents
{
    None = 0,
    Guilds = 1 << 0,
    GuildMessages = 1 << 9,
    DirectMessages = 1 << 12,
    GuildScheduledEvents = 1 << 16,

    /// <summary>None is privileged: mentions of the bot and direct messages include their text anyway.</summary>
    Used = Guilds | GuildMessages | DirectMessages | GuildScheduledEvents,
}
