using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Writes deliveries into the transaction that causes them, and wakes the worker once that is committed.</summary>
public sealed class OutboxQueue(BotDb db, WriteTransaction write, OutboxBell bell, TimeProvider clock)
{
    /// <summary>A post in a channel.</summary>
    /// <param name="channel">Where.</param>
    /// <param name="reply">What.</param>
    /// <param name="cause">What it is about, such as <c>article/55</c>.</param>
    /// <param name="meaning">Tells this post from others with the same cause, such as <c>announcement</c> or <c>reminder/24h@3</c>.</param>
    /// <param name="due">When, UTC; null for now.</param>
    /// <param name="expires">After which instant it is of no use, UTC.</param>
    public void Send(ChannelRef channel, Reply reply, string cause, string meaning, DateTime? due = null, DateTime? expires = null) =>
        Add(DeliveryOperation.Send, channel, null, reply, cause, KeyOf(channel, cause, meaning), due, expires);

    /// <summary>The key of a post, for a platform that has tried to send it before it went into the outbox.</summary>
    public static string KeyOf(ChannelRef channel, string cause, string meaning) => $"{cause}/{meaning}@{channel}";

    /// <summary>A new text for a message that stands already.</summary>
    /// <param name="message">Which.</param>
    /// <param name="reply">The whole new text.</param>
    /// <param name="cause">What it is about.</param>
    /// <param name="version">Tells this edit from the message's other edits.</param>
    public void Edit(MessageRef message, Reply reply, string cause, string version) =>
        Add(DeliveryOperation.Edit, message.Channel, message.Id, reply, cause, $"{cause}/edit/{version}@{message}", null, null);

    /// <summary>Publishing a message that a delivery has just sent, within the transaction that records it as sent.</summary>
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

    /// <summary>Drops what waits for a cause that went away, and returns how many that were.</summary>
    /// <param name="cause">The cause itself; not what begins with it.</param>
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

/// <summary>Tells the worker that something new waits.</summary>
public sealed class OutboxBell
{
    /// <summary>Raised after the commit.</summary>
    public event Action? Rung;

    public void Ring() => Rung?.Invoke();
}
