using System.Globalization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>
/// Posts once: under a nonce while Discord remembers it, and after that by looking whether it is there already. Announcement
/// channels publish it to their followers; forums get a post of their own.
/// </summary>
internal sealed partial class Posting(
    DiscordApi api, KnownChannels channels, ScheduledEvents scheduled, TimeProvider clock, ILogger<Posting> logger)
{
    private const int MostTags = 5;
    private const int LongestThreadName = 100;

    public async Task<MessageRef> SendAsync(Post post, string bot, CancellationToken ct)
    {
        try
        {
            if (post.Channel.Direct is { } member)
                post = post with { Channel = Asking.Channel((await api.DirectChannelAsync(member.Id, ct)).Id) };
            var channel = await channels.GetAsync(post.Channel.Id, ct);
            var message = channel.IsForum ? await StartAsync(channel, post, bot, ct) : await CreateAsync(channel, post, bot, ct);
            await scheduled.FollowAsync(channel.GuildId, post.Reply, ct);
            return message;
        }
        catch (DiscordFailure e)
        {
            channels.Forget(post.Channel.Id);
            throw Told(e);
        }
    }

    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        try
        {
            // The file of the message stays as it is.
            var payload = DiscordRenderer.Single(reply) with { Attachments = null };
            await api.EditMessageAsync(message.Channel.Id, message.Id, payload, ct);
            if (reply.Subjects.Count > 0)
                await scheduled.FollowAsync((await channels.GetAsync(message.Channel.Id, ct)).GuildId, reply, ct);
        }
        catch (DiscordFailure e)
        {
            throw Told(e);
        }
    }

    private async Task<MessageRef> CreateAsync(Channel channel, Post post, string bot, CancellationToken ct)
    {
        var payload = DiscordRenderer.Single(post.Reply) with { Nonce = Nonces.Of("send", channel.Id, post.Key), EnforceNonce = true };
        var isForgotten = post.IsRetry && clock.UtcNow - post.FirstAttempt > Nonces.Window;
        if (isForgotten && !Permissions.Has(await channels.OwnPermissionsAsync(channel.Id, bot, ct), Permissions.ReadMessageHistory))
        {
            throw new SendFailedException(
                SendFailure.Uncertain,
                "It may be posted already, and the bot cannot look: give it the permission Read Message History in that channel.");
        }

        var message = isForgotten ? await ReadBack.FindAsync(api, bot, channel.Id, payload, post.FirstAttempt, ct) : null;
        message ??= await api.CreateMessageAsync(channel.Id, payload, post.Reply.Attachment, ct);
        if (channel.Type == ChannelType.Announcement)
            await CrosspostAsync(channel.Id, message.Id, ct);
        return new MessageRef(post.Channel, message.Id);
    }

    /// <summary>Publishing to followers is a bonus: the post stands without it.</summary>
    private async Task CrosspostAsync(string channel, string message, CancellationToken ct)
    {
        try
        {
            await api.CrosspostAsync(channel, message, ct);
        }
        catch (DiscordFailure e) when (e.Code == ErrorCode.AlreadyCrossposted)
        {
            // An earlier attempt has done it.
        }
        catch (DiscordFailure e)
        {
            LogNotPublished(logger, channel, e.Message);
        }
    }

    private async Task<MessageRef> StartAsync(Channel forum, Post post, string bot, CancellationToken ct)
    {
        var text = PlainText.Write(post.Reply);
        var title = SafeText.Clean(post.Reply.Title ?? text.Split('\n')[0]).Trim();
        var name = SafeText.Shorten(title.Length == 0 ? "…" : title, LongestThreadName);
        if (post.IsRetry && await FindAsync(forum, name, bot, post.FirstAttempt, ct) is { } before)
            return new MessageRef(Asking.Channel(before), before);

        var started = await api.StartForumPostAsync(
            forum.Id, new ForumPost(name, DiscordRenderer.Single(post.Reply), Tags(forum, text)), post.Reply.Attachment, ct);
        return new MessageRef(Asking.Channel(started.Id), started.Message?.Id ?? started.Id);
    }

    /// <summary>A forum's posts have no nonce: look before trying again. The first message of a thread has the thread's id.</summary>
    private async Task<string?> FindAsync(Channel forum, string name, string bot, DateTime since, CancellationToken ct)
    {
        var oldest = ulong.Parse(Snowflake.IdAt(since - TimeSpan.FromSeconds(30)), CultureInfo.InvariantCulture);
        var threads = await api.ActiveThreadsAsync(forum.GuildId ?? "", ct);
        return threads.Threads
            .FirstOrDefault(t => t.ParentId == forum.Id && t.OwnerId == bot && t.Name == name
                && ulong.TryParse(t.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= oldest)?.Id;
    }

    /// <summary>The tags whose name stands in the text; where none does, the first, since a forum may ask for one.</summary>
    private static IReadOnlyList<string> Tags(Channel forum, string text)
    {
        var free = (forum.AvailableTags ?? []).Where(t => !t.Moderated).ToList();
        var folded = Folding.Fold(text);
        var fitting = free.Where(t => folded.Contains(Folding.Fold(t.Name), StringComparison.Ordinal)).Take(MostTags).ToList();
        return [.. (fitting.Count > 0 ? fitting : [.. free.Take(1)]).Select(t => t.Id)];
    }

    private static SendFailedException Told(DiscordFailure e) => e switch
    {
        { Status: 401 } => new(SendFailure.Later, "Discord does not accept the token; set Discord:Token anew.", TimeSpan.FromMinutes(5), e),
        { Status: 429 } => new(SendFailure.Later, "Discord asks to wait.", e.RetryAfter, e),
        { IsUncertain: true } => new(SendFailure.Later, "Discord did not confirm it.", e.RetryAfter, e),
        { Code: ErrorCode.UnknownChannel } => new(SendFailure.Never, "That channel is gone, or the bot is no longer on that server.", inner: e),
        { Code: ErrorCode.UnknownMessage } => new(SendFailure.Never, "That message was deleted.", inner: e),
        { Code: ErrorCode.MissingAccess } => new(SendFailure.Never, "The bot cannot see that channel: give it the permission View Channel there.", inner: e),
        { Code: ErrorCode.MissingPermissions } => new(
            SendFailure.Never, "The bot may not write there: give it the permissions Send Messages, Embed Links and Attach Files in that channel.", inner: e),
        _ => new(SendFailure.Never, string.Create(CultureInfo.InvariantCulture, $"Discord refused it (status {e.Status}, code {e.Code})."), inner: e),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A post in {Channel} stands, but was not published to followers: {Reason}")]
    private static partial void LogNotPublished(ILogger logger, string channel, string reason);
}
