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
/// Private answers that the homeserver would not take at once. They are kept in memory alone, since who was told what must not
/// lie in the database, and given up after a while: their effect stands, and can be asked for.
/// </summary>
internal sealed partial class PrivateAnswers(
    Sender sender, DirectRooms directs, MatrixTiming timing, TimeProvider clock, ILogger<PrivateAnswers> logger)
{
    private const int Most = 1_000;
    private const int MostFailures = 5;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Backoff retry = new(timing.Retry, timing.RetryCeiling);

    /// <summary>For a conversation that is there.</summary>
    public void Put(Post post, TimeSpan? wait) => Put(new Waiting(default, post.Channel, post.Reply, post.Key, Until, wait));

    /// <summary>For a conversation that is yet to be opened.</summary>
    public void Put(MemberRef member, Reply reply, string key, TimeSpan? wait) => Put(new Waiting(member, null, reply, key, Until, wait));

    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var answer in queue.Reader.ReadAllAsync(ct))
        {
            // Others wait behind this one: a failure of its own is not tried for long, a request for patience is everybody's.
            var wait = answer.Wait;
            for (var failures = 1; failures <= MostFailures && await WaitAsync(answer, wait ?? retry.After(failures), ct); failures += wait is null ? 1 : 0)
            {
                try
                {
                    var channel = answer.Channel ?? await directs.WithAsync(answer.Member, ct);
                    await sender.SendAsync(new Post(channel, answer.Reply, answer.Key, clock.UtcNow), ct);
                    break;
                }
                catch (SendFailedException e) when (e.Failure == SendFailure.Later)
                {
                    wait = e.RetryAfter;
                }
                catch (MatrixException e) when (e.IsPassing)
                {
                    wait = e.RetryAfter;
                }
                catch (Exception e) when (e is SendFailedException or MatrixException)
                {
                    LogGivenUp(logger, e.Message);
                    break;
                }
            }
        }
    }

    private DateTime Until => clock.UtcNow + timing.PrivateAnswers;

    private void Put(Waiting answer)
    {
        if (!queue.Writer.TryWrite(answer))
            LogGivenUp(logger, "too many are waiting.");
    }

    private async Task<bool> WaitAsync(Waiting answer, TimeSpan wait, CancellationToken ct)
    {
        if (clock.UtcNow + wait > answer.Until)
        {
            LogGivenUp(logger, "the homeserver would not take it in time.");
            return false;
        }

        await Task.Delay(wait, clock, ct);
        return true;
    }

    private sealed record Waiting(MemberRef Member, ChannelRef? Channel, Reply Reply, string Key, DateTime Until, TimeSpan? Wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a private answer was given up: {Reason}")]
    private static partial void LogGivenUp(ILogger logger, string reason);
}
