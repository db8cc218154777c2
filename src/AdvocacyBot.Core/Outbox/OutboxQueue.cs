using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Writes deliveries inside the caller's transaction and wakes the worker after the commit.</summary>
public sealed class OutboxQueue(BotDb db, WriteTransaction write, OutboxBell bell, TimeProvider clock)
{
    /// <summary>A post in a channel.</summary>
    /// <param name="channel">The target.</param>
    /// <param name="reply">The content.</param>
    /// <param name="cause">The subject, such as <c>article/55</c>.</param>
    /// <param name="meaning">Distinguishes this post from others with the same cause, such as <c>announcement</c> or <c>reminder/24h@3</c>.</param>
    /// <param name="due">When to send it, UTC; null for now.</param>
    /// <param name="expires">When it is dropped if it has not been sent, UTC; null for never.</param>
    public void Send(ChannelRef channel, Reply reply, string cause, string meaning, DateTime? due = null, DateTime? expires = null) =>
        Add(DeliveryOperation.Send, channel, null, reply, cause, KeyOf(channel, cause, meaning), due, expires);

    /// <summary>The key of a post, for a platform that tries to send it before it is written to the outbox.</summary>
    public static string KeyOf(ChannelRef channel, string cause, string meaning) => $"{cause}/{meaning}@{channel}";

    /// <summary>An edit of a message that exists already.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reply">The whole new text.</param>
    /// <param name="cause">The subject.</param>
    /// <param name="version">Distinguishes this edit from the message's other edits.</param>
    public void Edit(MessageRef message, Reply reply, string cause, string version) =>
        Add(DeliveryOperation.Edit, message.Channel, message.Id, reply, cause, $"{cause}/edit/{version}@{message}", null, null);

    /// <summary>Queues the publication of a message that was just sent, inside the transaction that records it as sent.</summary>
    public void Publish(Delivery sent, MessageRef message)
    {
        var now = clock.UtcNow;
        db.Deliveries.Add(new Delivery
        {
            CommunityId = sent.CommunityId,
            Key = $"{sent.Key}/publish",
            Operation = DeliveryOperation.Publish,
            Platform = message.Channel.Platform,
            Channel = message.Channel.Id,
            Target = message.Id,
            Payload = "",
            Cause = sent.Cause,
            DueAt = now,
            NextAttemptAt = now,
        });
        write.AfterCommit(bell.Ring);
    }

    /// <summary>Drops the waiting deliveries of a deleted cause and returns their number.</summary>
    /// <param name="cause">The exact cause; not a prefix.</param>
    /// <param name="reason">One sentence for organizers.</param>
    public async Task<int> DropAsync(string cause, string reason, CancellationToken ct)
    {
        var now = clock.UtcNow;
        return await db.Deliveries
            .Where(d => d.Cause == cause && d.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(d => d.State, DeliveryState.Dropped)
                    .SetProperty(d => d.Payload, "")
                    .SetProperty(d => d.Problem, reason)
                    .SetProperty(d => d.FinishedAt, now),
                ct);
    }

    private void Add(
        DeliveryOperation operation, ChannelRef channel, string? target, Reply reply,
        string cause, string key, DateTime? due, DateTime? expires)
    {
        var at = due ?? clock.UtcNow;
        db.Deliveries.Add(new Delivery
        {
            Key = key,
            Operation = operation,
            Platform = channel.Platform,
            Channel = channel.Id,
            Target = target,
            Payload = ReplyJson.Write(reply),
            Cause = cause,
            DueAt = at,
            NextAttemptAt = at,
            ExpiresAt = expires,
        });
        write.AfterCommit(bell.Ring);
    }
}

/// <summary>Wakes the worker when there is a new delivery.</summary>
public sealed class OutboxBell : Bell;
