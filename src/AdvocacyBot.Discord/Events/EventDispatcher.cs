using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Events;

/// <summary>Passes gateway events to their handlers. https://docs.discord.com/developers/events/gateway-events#receive-events</summary>
internal sealed partial class EventDispatcher(
    InteractionHandler interactions, MessageHandler messages, ChannelCache channels, ILogger<EventDispatcher> logger)
{
    private static readonly HashSet<string> Handled =
    [
        "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_UPDATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
        "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE",
    ];

    public static bool IsHandled(string name) => Handled.Contains(name);

    /// <summary>
    /// The key of an event's queue: the member's id, or one key for all changes of guilds and channels. Null if the order does not
    /// matter, as with autocomplete. Reads only the author, because the connection's loop waits for it.
    /// </summary>
    public static string? OrderOf(GatewayPacket packet) => packet.T switch
    {
        "INTERACTION_CREATE" => DiscordJson.Read(packet.D, DiscordJson.Default.EventAuthor) is { Type: not (int)InteractionType.Autocomplete } author
            ? (author.Member?.User ?? author.User)?.Id
            : null,
        "MESSAGE_CREATE" => DiscordJson.Read(packet.D, DiscordJson.Default.EventAuthor)?.Author?.Id,
        _ => "guilds",
    };

    public async Task HandleAsync(GatewayPacket packet, string bot, Cursor? cursor, QueueSlot slot, IntentHandler handle, CancellationToken ct)
    {
        switch (packet.T)
        {
            case "INTERACTION_CREATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Interaction) is { } interaction:
                await interactions.HandleAsync(interaction, cursor, InOrder(slot, handle), ct);
                break;
            case "MESSAGE_CREATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Message) is { } message:
                await messages.HandleAsync(message, bot, cursor, InOrder(slot, handle), ct);
                break;
            default:
                await slot.Ready.WaitAsync(ct);
                UpdateCache(packet);
                break;
        }
    }

    /// <summary>Only the command itself waits for earlier events; the deferral of its answer does not.</summary>
    private static IntentHandler InOrder(QueueSlot slot, IntentHandler handle) => async (intent, ct) =>
    {
        await slot.Ready.WaitAsync(ct);
        try
        {
            return await handle(intent, ct);
        }
        finally
        {
            slot.Release();
        }
    };

    private void UpdateCache(GatewayPacket packet)
    {
        switch (packet.T)
        {
            case "GUILD_CREATE" or "GUILD_UPDATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Guild) is { } guild:
                channels.Add(guild);
                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" when DiscordJson.Read(packet.D, DiscordJson.Default.Channel) is { } channel:
                channels.Add(channel);
                break;
            case "CHANNEL_DELETE" when DiscordJson.Read(packet.D, DiscordJson.Default.Channel) is { } gone:
                channels.Remove(gone.Id);
                break;
            case "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE"
                when DiscordJson.Read(packet.D, DiscordJson.Default.RoleChange) is { } change:
                channels.RemoveGuild(change.GuildId);
                break;
            default:
                LogMalformed(logger, packet.T);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ignored a malformed Discord event {Name}")]
    private static partial void LogMalformed(ILogger logger, string? name);
}
