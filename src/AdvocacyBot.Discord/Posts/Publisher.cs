using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Publishes messages of announcement channels to the channels that follow them, as a separate step with its own limit of ten per
/// hour and channel. https://docs.discord.com/developers/resources/message#crosspost-message
/// </summary>
internal sealed class Publisher(DiscordApi api, ChannelCache channels)
{
    public async Task<bool> IsPublishedAsync(ChannelRef channel, CancellationToken ct)
    {
        try
        {
            return (await channels.GetAsync(channel.Id, ct)).Type == ChannelType.Announcement;
        }
        catch (DiscordApiException e)
        {
            throw SendFailures.From(e);
        }
    }

    public async Task PublishAsync(MessageRef message, CancellationToken ct)
    {
        try
        {
            await api.Channels.CrosspostAsync(message.Channel.Id, message.Id, ct);
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.AlreadyCrossposted)
        {
            // An earlier attempt, or a moderator, has published it.
        }
        catch (DiscordApiException e)
        {
            throw SendFailures.From(e);
        }
    }
}
