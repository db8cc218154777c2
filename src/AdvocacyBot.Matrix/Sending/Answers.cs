using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Gives an answer where it belongs: in the room, or alone to whoever asked. Its key is made from the question, so that a question
/// that is read twice is answered once. What the homeserver does not take now waits, in the outbox where it is public, and in
/// memory alone where it is private.
/// </summary>
internal sealed partial class Answers(
    Sender sender, DirectRooms directs, PrivateAnswers later, ThreadsOfAnswers threads, IServiceScopeFactory scopes,
    TimeProvider clock, ILogger<Answers> logger)
{
    private const string Meaning = "matrix";

    /// <summary>An answer comes before whatever nobody has asked for.</summary>
    private static readonly TimeSpan Precedence = TimeSpan.FromHours(1);

    /// <param name="intent">What was asked.</param>
    /// <param name="thread">The thread in which it was asked; null outside threads.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="ct">Cancels.</param>
    public async Task GiveAsync(Intent intent, string? thread, Reply reply, CancellationToken ct)
    {
        if (reply.IsNothing)
            return;
        if (reply.Visibility == Visibility.Private && !intent.IsDirect)
            await GiveAloneAsync(intent, reply, ct);
        else
            await GiveHereAsync(intent, thread, reply, ct);
    }

    private async Task GiveHereAsync(Intent intent, string? thread, Reply reply, CancellationToken ct)
    {
        var cause = $"answer/{Transactions.IdOf(intent.EventId)}";
        var post = new Post(intent.Channel, reply, OutboxQueue.KeyOf(intent.Channel, cause, Meaning), Now);
        if (!intent.IsDirect || thread is not null)
            threads.Put(post.Key, MessageContent.Answering(intent.EventId, thread));

        try
        {
            var message = await sender.SendAsync(post, ct);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MessageSubjects>().RememberAsync(message, reply, ct);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Later && intent.IsDirect)
        {
            later.Put(post, e.RetryAfter);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Later)
        {
            await QueueAsync(intent, reply, cause, ct);
        }
        catch (SendFailedException e)
        {
            LogUnanswered(logger, e.Message);
        }
    }

    private async Task GiveAloneAsync(Intent intent, Reply reply, CancellationToken ct)
    {
        var key = $"alone/{Transactions.IdOf(intent.EventId)}";
        try
        {
            var channel = await directs.WithAsync(intent.Member, ct);
            var post = new Post(channel, reply, key, Now);
            try
            {
                await sender.SendAsync(post, ct);
            }
            catch (SendFailedException e) when (e.Failure == SendFailure.Later)
            {
                later.Put(post, e.RetryAfter);
            }
        }
        catch (MatrixException e) when (e.IsRateLimit)
        {
            later.Put(intent.Member, reply, key, e.RetryAfter);
        }
        catch (Exception e) when (e is SendFailedException or MatrixException { IsPassing: false })
        {
            LogUnanswered(logger, e.Message);
            await GiveHereAsync(intent, null, Reply.Say(reply.Language, MatrixTexts.All[reply.Language, "unreachable"]), ct);
        }
    }

    /// <summary>Once, however often the question is read: the event's row stands beside the delivery.</summary>
    private async Task QueueAsync(Intent intent, Reply reply, string cause, CancellationToken ct)
    {
        if (reply.Community == CommunityScope.Shared)
            return;

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(reply.Community);
        var queue = scope.ServiceProvider.GetRequiredService<OutboxQueue>();
        await scope.ServiceProvider.GetRequiredService<EventInbox>().OnceAsync(
            intent with { EventId = $"{intent.EventId}/queued" },
            cause,
            _ =>
            {
                queue.Send(intent.Channel, reply, cause, Meaning, Now - Precedence);
                return Task.FromResult(Reply.Nothing(reply.Language));
            },
            _ => Task.FromResult(Reply.Nothing(reply.Language)),
            ct);
    }

    private DateTime Now => clock.UtcNow;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: an answer could not be given: {Reason}")]
    private static partial void LogUnanswered(ILogger logger, string reason);
}
