using System.Globalization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Sends each post once: with an enforced nonce while Discord remembers it, and afterwards by searching the channel for an
/// earlier attempt. Messages in announcement channels are published to followers; in a forum, each post starts a thread.
/// </summary>
internal sealed partial class PostSender(
    DiscordApi api, ChannelCache channels, ScheduledEventSync scheduled, TimeProvider clock, ILogger<PostSender> logger)
{
    private const int MaxTags = 5;
    private const int MaxThreadNameLength = 100;

    public async Task<MessageRef> SendAsync(Post post, string bot, CancellationToken ct)
    {
        try
        {
            if (post.Channel.Direct is { } member)
                post = post with { Channel = InteractionMapper.Channel((await api.DirectChannelAsync(member.Id, ct)).Id) };
            var channel = await channels.GetAsync(post.Channel.Id, ct);
            var message = channel.IsForum ? await StartForumPostAsync(channel, post, bot, ct) : await CreateAsync(channel, post, bot, ct);
            await scheduled.SyncAsync(channel.GuildId, post.Reply, ct);
            return message;
        }
        catch (DiscordApiException e)
        {
            channels.Remove(post.Channel.Id);
            throw ToSendFailure(e);
        }
    }

    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        try
        {
            // Without the attachments field, Discord keeps the message's file.
            var payload = DiscordRenderer.Single(reply) with { Attachments = null };
            await api.EditMessageAsync(message.Channel.Id, message.Id, payload, ct);
            if (reply.Subjects.Count > 0)
                await scheduled.SyncAsync((await channels.GetAsync(message.Channel.Id, ct)).GuildId, reply, ct);
        }
        catch (DiscordApiException e)
        {
            throw ToSendFailure(e);
        }
    }

    private async Task<MessageRef> CreateAsync(Channel channel, Post post, string bot, CancellationToken ct)
    {
        var payload = DiscordRenderer.Single(post.Reply) with { Nonce = Nonces.Of("send", channel.Id, post.Key), EnforceNonce = true };
        var isNonceExpired = post.IsRetry && clock.UtcNow - post.FirstAttempt > Nonces.Window;
        if (isNonceExpired && !Permissions.Has(await channels.OwnPermissionsAsync(channel.Id, bot, ct), Permissions.ReadMessageHistory))
        {
            throw new SendFailedException(
                SendFailure.Uncertain,
                "The message may already be posted, and the bot cannot check: give it the permission Read Message History in that channel.");
        }

        var message = isNonceExpired ? await MessageFinder.FindAsync(api, bot, channel.Id, payload, post.FirstAttempt, ct) : null;
        message ??= await api.CreateMessageAsync(channel.Id, payload, post.Reply.Attachment, ct);
        if (channel.Type == ChannelType.Announcement)
            await CrosspostAsync(channel.Id, message.Id, ct);
        return new MessageRef(post.Channel, message.Id);
    }

    /// <summary>A failure does not fail the post.</summary>
    private async Task CrosspostAsync(string channel, string message, CancellationToken ct)
    {
        try
        {
            await api.CrosspostAsync(channel, message, ct);
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.AlreadyCrossposted)
        {
            // An earlier attempt succeeded.
        }
        catch (DiscordApiException e)
        {
            LogNotPublished(logger, channel, e.Message);
        }
    }

    private async Task<MessageRef> StartForumPostAsync(Channel forum, Post post, string bot, CancellationToken ct)
    {
        var text = PlainText.Write(post.Reply);
        var title = SafeText.Clean(post.Reply.Title ?? text.Split('\n')[0]).Trim();
        var name = SafeText.Shorten(title.Length == 0 ? "…" : title, MaxThreadNameLength);
        if (post.IsRetry && await FindThreadAsync(forum, name, bot, post.FirstAttempt, ct) is { } before)
            return new MessageRef(InteractionMapper.Channel(before), before);

        var started = await api.StartForumPostAsync(
            forum.Id, new ForumPost(name, DiscordRenderer.Single(post.Reply), Tags(forum, text)), post.Reply.Attachment, ct);
        return new MessageRef(InteractionMapper.Channel(started.Id), started.Message?.Id ?? started.Id);
    }

    /// <summary>Forum posts have no nonce, so a retry searches for the thread first. A thread's first message has the thread's id.</summary>
    private async Task<string?> FindThreadAsync(Channel forum, string name, string bot, DateTime since, CancellationToken ct)
    {
        var oldest = ulong.Parse(Snowflake.IdAt(since - TimeSpan.FromSeconds(30)), CultureInfo.InvariantCulture);
        var threads = await api.ActiveThreadsAsync(forum.GuildId ?? "", ct);
        return threads.Threads
            .FirstOrDefault(t => t.ParentId == forum.Id && t.OwnerId == bot && t.Name == name
                && ulong.TryParse(t.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= oldest)?.Id;
    }

    /// <summary>The tags whose names occur in the text; if none does, the first tag, because a forum may require one.</summary>
    private static IReadOnlyList<string> Tags(Channel forum, string text)
    {
        var free = (forum.AvailableTags ?? []).Where(t => !t.Moderated).ToList();
        var folded = Folding.Fold(text);
        var fitting = free.Where(t => folded.Contains(Folding.Fold(t.Name), StringComparison.Ordinal)).Take(MaxTags).ToList();
        return [.. (fitting.Count > 0 ? fitting : [.. free.Take(1)]).Select(t => t.Id)];
    }

    private static SendFailedException ToSendFailure(DiscordApiException e) => e switch
    {
        { Status: 401 } => new(SendFailure.Later, "Discord does not accept the token. Set Discord:Token to a new one.", TimeSpan.FromMinutes(5), e),
        { Status: 429 } => new(SendFailure.Later, "Discord's rate limit is reached.", e.RetryAfter, e),
        { IsUncertain: true } => new(SendFailure.Later, "Discord did not confirm the message.", e.RetryAfter, e),
        { Code: ErrorCode.UnknownChannel } => new(SendFailure.Never, "That channel no longer exists, or the bot is no longer on that server.", inner: e),
        { Code: ErrorCode.UnknownMessage } => new(SendFailure.Never, "That message was deleted.", inner: e),
        { Code: ErrorCode.MissingAccess } => new(SendFailure.Never, "The bot cannot see that channel: give it the permission View Channel there.", inner: e),
        { Code: ErrorCode.MissingPermissions } => new(
            SendFailure.Never, "The bot may not write there: give it the permissions Send Messages, Embed Links and Attach Files in that channel.", inner: e),
        _ => new(SendFailure.Never, string.Create(CultureInfo.InvariantCulture, $"Discord refused the message (status {e.Status}, code {e.Code})."), inner: e),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A post in {Channel} could not be published to followers: {Reason}")]
    private static partial void LogNotPublished(ILogger logger, string channel, string reason);
}
