using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Sends each post once: with an enforced nonce while Discord remembers it, and afterwards by searching the channel for an
/// earlier attempt. In a forum, each post starts a thread, unless it continues one.
/// </summary>
internal sealed class PostSender(
    DiscordApi api, ChannelCache channels, ForumPosts forums, DiscussionThreads threads, AttachedPictures pictures, ScheduledEventSync scheduled, TimeProvider clock)
{
    public async Task<MessageRef> SendAsync(Post post, string bot, CancellationToken ct)
    {
        try
        {
            if (post.Channel.Direct is { } member)
                post = post with { Channel = InteractionMapper.Channel((await api.Channels.DirectAsync(member.Id, ct)).Id) };
            var channel = await channels.GetAsync(post.Channel.Id, ct);
            if (channel.IsForum && await ContinuedAsync(channel, post, ct) is { } thread)
                (channel, post) = (thread, post with { Channel = InteractionMapper.Channel(thread.Id) });
            var message = channel.IsForum ? await forums.StartAsync(channel, post, bot, ct) : await CreateAsync(channel, post, bot, ct);
            await threads.OpenAsync(channel, message.Id, post.Reply, ct);
            await scheduled.SyncAsync(channel.GuildId, post.Reply, ct);
            return message;
        }
        catch (DiscordApiException e)
        {
            channels.Remove(post.Channel.Id);
            throw SendFailures.From(e);
        }
    }

    /// <summary>The thread in a forum that a post continues; null if there is none any more.</summary>
    private async Task<Channel?> ContinuedAsync(Channel forum, Post post, CancellationToken ct)
    {
        foreach (var message in post.Continued)
        {
            try
            {
                if (await channels.GetAsync(message.Channel.Id, ct) is { } thread && thread.ParentId == forum.Id)
                    return thread;
            }
            catch (DiscordApiException e) when (e.Status is 403 or 404)
            {
                channels.Remove(message.Channel.Id);
            }
        }

        return null;
    }

    private async Task<MessageRef> CreateAsync(Channel channel, Post post, string bot, CancellationToken ct)
    {
        var isNonceExpired = post.IsRetry && clock.UtcNow - post.FirstAttempt > Nonces.Window;
        if (isNonceExpired && !Permissions.Has(await channels.OwnPermissionsAsync(channel.Id, bot, ct), Permissions.ReadMessageHistory))
        {
            throw new SendFailedException(
                SendFailure.Uncertain,
                "The message may already be posted, and the bot cannot check: give it the permission Read Message History in that channel.");
        }

        if (isNonceExpired && await MessageFinder.FindAsync(api, bot, channel.Id, post.Reply, post.FirstAttempt, ct) is { } found)
            return new MessageRef(post.Channel, found.Id);
        var prepared = await pictures.PrepareAsync(post.Reply, ct);
        var message = await CardFallback.SendAsync(
            prepared.Reply,
            payload => prepared.AddTo(payload) with { Nonce = Nonces.Of("send", channel.Id, post.Key), EnforceNonce = true },
            payload => api.Channels.CreateMessageAsync(channel.Id, payload, prepared.File, ct));
        return new MessageRef(post.Channel, message.Id);
    }
}
