using System.Threading.Channels;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Private answers that the homeserver did not accept at once. They are kept in memory only, because the database must not contain who
/// was told what, and are dropped after a while: their effect stands and can be asked for again.
/// </summary>
internal sealed partial class PrivateAnswerQueue(
    MessageSender sender, DirectRooms directs, MatrixTiming timing, TimeProvider clock, ILogger<PrivateAnswerQueue> logger)
{
    private const int MaxWaiting = 1_000;
    private const int MaxFailures = 5;

    private readonly Channel<QueuedAnswer> queue = Channel.CreateBounded<QueuedAnswer>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Backoff retry = new(timing.FirstRetry, timing.MaxRetry);

    /// <summary>For an open conversation.</summary>
    public void Add(Post post, TimeSpan? wait) => Add(new QueuedAnswer(default, post.Channel, post.Reply, post.Key, ExpiresAt, wait));

    /// <summary>For a conversation that still has to be opened.</summary>
    public void Add(MemberRef member, Reply reply, string key, TimeSpan? wait) => Add(new QueuedAnswer(member, null, reply, key, ExpiresAt, wait));

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var answer in queue.Reader.ReadAllAsync(ct))
        {
            // Others wait behind this one: its own failures are limited, while a message limit concerns all of them.
            var wait = answer.Wait;
            for (var failures = 1; failures <= MaxFailures && await WaitAsync(answer, wait ?? retry.After(failures), ct); failures += wait is null ? 1 : 0)
            {
                try
                {
                    var channel = answer.Channel ?? await directs.WithAsync(answer.Member, ct);
                    await sender.SendAsync(new Post(channel, answer.Reply, answer.Key, clock.UtcNow), null, ct);
                    break;
                }
                catch (SendFailedException e) when (e.Failure == SendFailure.Later)
                {
                    wait = e.RetryAfter;
                }
                catch (MatrixException e) when (e.IsTransient)
                {
                    wait = e.RetryAfter;
                }
                catch (Exception e) when (e is SendFailedException or MatrixException)
                {
                    LogDropped(logger, e.Message);
                    break;
                }
            }
        }
    }

    private DateTime ExpiresAt => clock.UtcNow + timing.PrivateAnswerTimeout;

    private void Add(QueuedAnswer answer)
    {
        if (!queue.Writer.TryWrite(answer))
            LogDropped(logger, "Too many are waiting.");
    }

    private async Task<bool> WaitAsync(QueuedAnswer answer, TimeSpan wait, CancellationToken ct)
    {
        if (clock.UtcNow + wait > answer.ExpiresAt)
        {
            LogDropped(logger, "The homeserver did not accept it in time.");
            return false;
        }

        await Task.Delay(wait, clock, ct);
        return true;
    }

    private sealed record QueuedAnswer(MemberRef Member, ChannelRef? Channel, Reply Reply, string Key, DateTime ExpiresAt, TimeSpan? Wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a private answer was dropped: {Reason}")]
    private static partial void LogDropped(ILogger logger, string reason);
}
