using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Edits sent messages. Messages in archived threads are immutable, so the thread is unarchived for the edit and archived again.
/// https://docs.discord.com/developers/topics/threads#active--archived-threads
/// </summary>
internal sealed partial class MessageEditor(
    DiscordApi api, ChannelCache channels, DiscussionThreads threads, AttachedPictures pictures, ScheduledEventSync scheduled, TimeProvider clock, ILogger<MessageEditor> logger)
{
    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        try
        {
            var channel = await channels.GetAsync(message.Channel.Id, ct);
            var quotas = MessageQuotas.ForEdit(
                channel.Id, message.Id, channel.Type == ChannelType.Announcement, reply.Urgency == Urgency.Urgent, clock.GetUtcNow());
            var prepared = await pictures.PrepareEditAsync(reply, channel.Id, message.Id, ct);
            await CardFallback.SendAsync(
                prepared.Reply,
                prepared.AddTo,
                async payload =>
                {
                    await EditAsync(channel.Id, message.Id, payload, prepared.File, quotas, ct);
                    return true;
                });
            await threads.UpdateAsync(channel, message.Id, reply, ct);
            if (reply.Subjects.Count > 0)
                await scheduled.SyncAsync(channel.GuildId, reply, ct);
        }
        catch (DiscordApiException e)
        {
            throw SendFailures.From(e);
        }
    }

    private async Task EditAsync(string channel, string message, MessagePayload payload, Upload? file, IReadOnlyList<Quota> quotas, CancellationToken ct)
    {
        try
        {
            await api.Channels.EditMessageAsync(channel, message, payload, file, quotas, ct);
        }
        catch (DiscordApiException e) when (e.Code == ErrorCode.ThreadIsArchived)
        {
            await UnarchiveAsync(channel, ct);
            try
            {
                await api.Channels.EditMessageAsync(channel, message, payload, file, quotas, ct);
            }
            finally
            {
                await ArchiveAsync(channel, ct);
            }
        }
    }

    private async Task UnarchiveAsync(string thread, CancellationToken ct)
    {
        try
        {
            await api.Channels.SetArchivedAsync(thread, false, ct);
        }
        catch (DiscordApiException e) when (e.Status == 403)
        {
            throw new SendFailedException(
                SendFailure.Never, "That thread is archived and locked. Unlock it, or give the bot the permission Manage Threads there.", inner: e);
        }
    }

    /// <summary>A failure leaves the thread open until Discord archives it.</summary>
    private async Task ArchiveAsync(string thread, CancellationToken ct)
    {
        try
        {
            await api.Channels.SetArchivedAsync(thread, true, ct);
        }
        catch (DiscordApiException e)
        {
            LogNotArchived(logger, thread, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Thread {Thread} was edited but not archived again: {Reason}")]
    private static partial void LogNotArchived(ILogger logger, string thread, string reason);
}
