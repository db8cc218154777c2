using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Sends an answer where it belongs: to the room, or privately to whoever asked. Its key is derived from the question, so that a
/// question that is read twice is answered once. An answer that the homeserver does not accept yet waits: in the outbox if it is
/// public, in memory only if it is private.
/// </summary>
internal sealed partial class AnswerDelivery(
    MatrixApi api, MessageSender sender, PrivateAnswers privately, PrivateAnswerQueue later, AnswerRelations relations, AnswerFinder finder,
    AnswerKeys keys, BackgroundSends background, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnswerDelivery> logger)
{
    /// <summary>Answers go ahead of deliveries that nobody is waiting for.</summary>
    private static readonly TimeSpan Precedence = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetractionTimeout = TimeSpan.FromHours(1);

    public async Task GiveAsync(Intent intent, AskedEvent question, Reply reply, CancellationToken ct)
    {
        if (reply.IsNothing)
            return;
        if (reply.Visibility == Visibility.Public || intent.IsDirect)
            await GiveHereAsync(intent, question, reply, ct);
        else if (await privately.GiveAsync(intent, question, reply, ct) is { } notice)
            await GiveHereAsync(intent, question, notice, ct);
    }

    /// <summary>Replaces an answer because its question was edited.</summary>
    public async Task CorrectAsync(SentAnswer answer, Reply reply, CancellationToken ct)
    {
        try
        {
            await sender.EditAsync(answer.Message, reply, ct);
            await RememberSubjectsAsync(answer.Message, reply, ct);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Later && reply.Community != CommunityScope.Shared)
        {
            await using var scope = scopes.CreateScopeOf(reply.Community);
            var queue = scope.ServiceProvider.GetRequiredService<OutboxQueue>();
            await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
                answer.Key,
                _ =>
                {
                    queue.Edit(answer.Message, reply, answer.Key, Guid.NewGuid().ToString("N"));
                    return Task.CompletedTask;
                },
                ct);
        }
        catch (SendFailedException e)
        {
            LogNotSent(logger, e.Message);
        }
    }

    /// <summary>Removes an answer because its question was removed.</summary>
    public async Task RetractAsync(SentAnswer answer, CancellationToken ct)
    {
        finder.Remove(answer.Key);
        await using (var scope = scopes.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<MessageSubjects>().ForgetAsync(answer.Message, ct);
        try
        {
            await api.RedactAsync(answer.Room, answer.Message.Id, TransactionIds.IdOf($"retract/{answer.Message.Id}"), ct);
        }
        catch (MatrixException e) when (e.IsTransient)
        {
            background.Redact(answer.Room, answer.Message.Id, RetractionTimeout);
        }
    }

    private async Task GiveHereAsync(Intent intent, AskedEvent question, Reply reply, CancellationToken ct)
    {
        var cause = keys.CauseOf(question.Id);
        var post = new Post(intent.Channel, reply, keys.Of(intent.Channel, question.Id), clock.UtcNow);
        if (!question.IsReaction && (!intent.IsDirect || question.Thread is not null))
            relations.Add(post.Key, MessageContent.Answering(question.Id, question.Thread));

        try
        {
            var message = await sender.SendAsync(post, null, ct);
            await RememberSubjectsAsync(message, reply, ct);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Later && intent.IsDirect)
        {
            later.Add(post, e.RetryAfter);
        }
        catch (SendFailedException e) when (e.Failure == SendFailure.Later)
        {
            await QueueAsync(intent, reply, cause, ct);
        }
        catch (SendFailedException e)
        {
            LogNotSent(logger, e.Message);
        }
    }

    private async Task RememberSubjectsAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MessageSubjects>().RememberAsync(message, reply, ct);
    }

    /// <summary>Queues the answer once, however often the question is read: the event's row is committed with the delivery.</summary>
    private async Task QueueAsync(Intent intent, Reply reply, string cause, CancellationToken ct)
    {
        // Without a community, it is the sentence for a place that has not joined, which does not outlive the process.
        if (reply.Community == CommunityScope.Shared)
            return;

        await using var scope = scopes.CreateScopeOf(reply.Community);
        var queue = scope.ServiceProvider.GetRequiredService<OutboxQueue>();
        await scope.ServiceProvider.GetRequiredService<EventInbox>().OnceAsync(
            intent with { EventId = $"{intent.EventId}/queued" },
            cause,
            _ =>
            {
                queue.Send(intent.Channel, reply, cause, AnswerKeys.Meaning, clock.UtcNow - Precedence);
                return Task.FromResult(Reply.Nothing(reply.Language));
            },
            _ => Task.FromResult(Reply.Nothing(reply.Language)),
            ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: an answer could not be sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string reason);
}

/// <summary>The event that an answer refers to.</summary>
/// <param name="Room">The room's id.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Thread">The first message of its thread; null outside threads.</param>
internal sealed record AskedEvent(string Room, string Id, string? Thread)
{
    /// <summary>Whether it is a reaction, which cannot be replied to.</summary>
    public bool IsReaction { get; init; }
}
