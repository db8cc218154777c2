using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// The discussion threads of posts: opened with the post, kept open while it is edited, archived when the matter is over. A thread has
/// the id of its message, so nothing has to be stored. https://docs.discord.com/developers/topics/threads
/// </summary>
internal sealed partial class DiscussionThreads(DiscordApi api, ILogger<DiscussionThreads> logger)
{
    /// <summary>A week, the longest that Discord offers, in minutes.</summary>
    private const int AutoArchive = 10_080;

    /// <summary>Opens the thread of a post; a no-op if it exists. A refusal leaves the post without a thread.</summary>
    /// <exception cref="DiscordApiException">Discord cannot be reached: try again.</exception>
    public async Task OpenAsync(Channel channel, string message, Reply reply, CancellationToken ct)
    {
        if (reply.Discussion != Discussion.Open || channel.Type is not (ChannelType.Text or ChannelType.Announcement))
            return;

        try
        {
            await api.Channels.StartThreadAsync(channel.Id, message, new NewThread(ThreadNames.Of(reply), AutoArchive), ct);
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.ThreadExists)
        {
            // An earlier attempt, or a member, has opened it.
        }
        catch (DiscordApiException e) when (e.Status is >= 400 and < 500 and not 429)
        {
            LogNotOpened(logger, channel.Id, e.Message);
        }
    }

    /// <summary>
    /// After an edit: unarchives the thread of a post that is still open, and archives that of one that is over. A missing thread is
    /// opened only by an urgent edit, such as one that adds the discussion: a moderator may have deleted it.
    /// </summary>
    public async Task UpdateAsync(Channel channel, string message, Reply reply, CancellationToken ct)
    {
        if (reply.Discussion == Discussion.None)
            return;

        // A post in a forum is a thread itself.
        var id = channel.IsThread ? channel.Id : message;
        try
        {
            var isArchived = reply.Discussion == Discussion.Closed;
            var thread = await api.Channels.GetAsync(id, ct);
            if (thread.ThreadMetadata is { Locked: false } state && state.Archived != isArchived)
                await api.Channels.SetArchivedAsync(id, isArchived, ct);
        }
        catch (DiscordApiException e) when (e.Status == 404 && reply.Urgency == Urgency.Urgent)
        {
            await OpenAsync(channel, message, reply, ct);
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            // It was never opened, or a moderator has deleted it.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No thread for discussion in {Channel}; give the bot the permission Create Public Threads there: {Reason}")]
    private static partial void LogNotOpened(ILogger logger, string channel, string reason);
}
