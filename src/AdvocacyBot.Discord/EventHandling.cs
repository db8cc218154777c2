using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>Which events of the gateway matter, and to whom. https://docs.discord.com/developers/events/gateway-events#receive-events</summary>
internal sealed partial class EventHandling(
    InteractionHandling interactions, Conversations conversations, KnownChannels known, ILogger<EventHandling> logger)
{
    private static readonly HashSet<string> Handled =
    [
        "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_UPDATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE",
    ];

    public static bool IsHandled(string name) => Handled.Contains(name);

    /// <summary>What has an order: what one member does, and what becomes of servers and channels. Typing has none.</summary>
    public static string? OrderOf(GatewayPacket packet) => packet.T switch
    {
        "INTERACTION_CREATE" => DiscordJson.Read(packet.D, DiscordJson.Default.Deed) is { Type: not (int)InteractionType.Autocomplete } deed
            ? (deed.Member?.User ?? deed.User)?.Id
            : null,
        "MESSAGE_CREATE" => DiscordJson.Read(packet.D, DiscordJson.Default.Deed)?.Author?.Id,
        _ => "places",
    };

    public async Task HandleAsync(GatewayPacket packet, string bot, Cursor? cursor, Turn turn, IntentHandler handle, CancellationToken ct)
    {
        switch (packet.T)
        {
            case "INTERACTION_CREATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Interaction) is { } interaction:
                await interactions.HandleAsync(interaction, cursor, InTurn(turn, handle), ct);
                break;
            case "MESSAGE_CREATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Message) is { } message:
                await conversations.HandleAsync(message, bot, cursor, InTurn(turn, handle), ct);
                break;
            default:
                await turn.Comes.WaitAsync(ct);
                Learn(packet);
                break;
        }
    }

    /// <summary>Only the effect waits for its turn: that it will take longer is told meanwhile.</summary>
    private static IntentHandler InTurn(Turn turn, IntentHandler handle) => async (intent, ct) =>
    {
        await turn.Comes.WaitAsync(ct);
        try
        {
            return await handle(intent, ct);
        }
        finally
        {
            turn.End();
        }
    };

    private void Learn(GatewayPacket packet)
    {
        switch (packet.T)
        {
            case "GUILD_CREATE" or "GUILD_UPDATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Guild) is { } guild:
                known.Learn(guild);
                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Channel) is { } channel:
                known.Learn(channel);
                break;
            case "CHANNEL_DELETE" when DiscordJson.Read(packet.D, DiscordJson.Default.Channel) is { } gone:
                known.Forget(gone.Id);
                break;
            case "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE"
                when DiscordJson.Read(packet.D, DiscordJson.Default.RoleChange) is { } change:
                known.ForgetGuild(change.GuildId);
                break;
            default:
                LogOdd(logger, packet.T);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord sent an event {Name} that is not of the documented form; it is passed over")]
    private static partial void LogOdd(ILogger logger, string? name);
}
