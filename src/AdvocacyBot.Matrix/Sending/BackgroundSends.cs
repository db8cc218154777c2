using System.Threading.Channels;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Sends what may wait: reactions and redactions. Each counts as a message towards the homeserver's limit, so they yield to messages
/// and expire. In memory only.
/// </summary>
internal sealed partial class BackgroundSends(MatrixApi api, RateLimit limit, MatrixTiming timing, TimeProvider clock, ILogger<BackgroundSends> logger)
{
    private const int MaxWaiting = 1_000;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    private readonly Channel<BackgroundSend> queue = Channel.CreateBounded<BackgroundSend>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Backoff retry = new(timing.FirstRetry, timing.MaxRetry);

    /// <summary>Adds a reaction to a message. The same reaction twice is one.</summary>
    public void React(string room, string message, string mark, TimeSpan timeout) => Add(new BackgroundSend(room, message, mark, clock.UtcNow + timeout));

    /// <summary>Removes an event.</summary>
    public void Redact(string room, string eventId, TimeSpan timeout) => Add(new BackgroundSend(room, eventId, null, clock.UtcNow + timeout));

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var send in queue.Reader.ReadAllAsync(ct))
        {
            for (var failures = 0; clock.UtcNow < send.ExpiresAt;)
            {
                var wait = limit.WaitForSpare() ?? await TryAsync(send, failures, ct);
                if (wait is null)
                    break;
                failures++;
                // What expires before its turn makes room for the next one now.
                if (clock.UtcNow + wait > send.ExpiresAt)
                    break;
                await Task.Delay(wait.Value, clock, ct);
            }
        }
    }

    private void Add(BackgroundSend send) => queue.Writer.TryWrite(send);

    /// <returns>How long to wait before the next attempt; null if there is nothing more to do.</returns>
    private async Task<TimeSpan?> TryAsync(BackgroundSend send, int failures, CancellationToken ct)
    {
        var transaction = TransactionIds.IdOf($"background/{send.Room}/{send.Target}/{send.Mark}");
        try
        {
            if (send.Mark is { } mark)
                await api.SendAsync(send.Room, EventTypes.Reaction, transaction, MessageContent.WriteReaction(send.Target, mark), ct);
            else
                await api.RedactAsync(send.Room, send.Target, transaction, ct);
            limit.Accept();
            return null;
        }
        catch (MatrixException e) when (e.IsRateLimit)
        {
            var pause = e.RetryAfter ?? DefaultPause;
            limit.Close(pause);
            return pause;
        }
        catch (MatrixException e) when (e.IsTransient)
        {
            return retry.After(failures + 1);
        }
        catch (MatrixException e)
        {
            // Somebody may have added the same reaction, or the event is gone: nothing is lost.
            LogDropped(logger, e.Message);
            return null;
        }
    }

    private sealed record BackgroundSend(string Room, string Target, string? Mark, DateTime ExpiresAt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Matrix: a reaction or redaction was dropped: {Reason}")]
    private static partial void LogDropped(ILogger logger, string reason);
}
