using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>What hubs send: confirmations of subscriptions, and documents. Nothing of it is trusted before it is checked.</summary>
public sealed class HubCallbacks
{
    private static readonly TimeSpan MaxConfirmationDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan MinLease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLease = TimeSpan.FromDays(30);
    private readonly BotDb db;
    private readonly WriteTransaction write;
    private readonly FollowHub follow;
    private readonly PushFeed push;
    private readonly TimeProvider clock;

    internal HubCallbacks(BotDb db, WriteTransaction write, FollowHub follow, PushFeed push, TimeProvider clock) =>
        (this.db, this.write, this.follow, this.push, this.clock) = (db, write, follow, push, clock);

    /// <summary>Verification of intent: the bot confirms only a subscription that it has just asked for, and the end of any that it does not have.</summary>
    /// <returns>Whether the hub may have its challenge back.</returns>
    public Task<bool> ConfirmAsync(string token, string? mode, string? topic, long? leaseSeconds, CancellationToken ct) => write.RunAsync(
        "hubs",
        async inner =>
        {
            var now = clock.UtcNow;
            // The bot asks to unsubscribe when it has deleted the subscription, so whatever it does not know, it does not want.
            if (await db.HubSubscriptions.SingleOrDefaultAsync(h => h.Token == token, inner) is not { } subscription)
                return mode == "unsubscribe";
            if (subscription.Topic != topic)
                return false;
            switch (mode)
            {
                case "denied":
                    (subscription.LeaseUntil, subscription.AskedAt) = (null, null);
                    return true;
                case "subscribe" when subscription.AskedAt is { } asked && asked <= now && now - asked <= MaxConfirmationDelay:
                    var lease = TimeSpan.FromSeconds(Math.Clamp(leaseSeconds ?? long.MaxValue, (long)MinLease.TotalSeconds, (long)MaxLease.TotalSeconds));
                    (subscription.AskedAt, subscription.Failures, subscription.LeaseUntil) = (null, 0, now + lease);
                    subscription.NextAttemptAt = now + (lease * 0.75);
                    return true;
                default:
                    return false;
            }
        },
        ct);

    /// <summary>Whether somebody may push under a token, so that nobody else's document is even read.</summary>
    public Task<bool> IsKnownAsync(string token, CancellationToken ct) => db.HubSubscriptions.AnyAsync(h => h.Token == token && h.LeaseUntil != null, ct);

    /// <summary>Takes a document; one without a valid signature changes nothing.</summary>
    public async Task ReceiveAsync(string token, ReadOnlyMemory<byte> body, string? contentType, string? signature, CancellationToken ct)
    {
        if (await db.HubSubscriptions.AsNoTracking().SingleOrDefaultAsync(h => h.Token == token, ct) is not { LeaseUntil: not null } subscription)
            return;
        try
        {
            if (HubSignature.IsValid(signature, Encoding.ASCII.GetBytes(follow.SecretOf(subscription)), body.Span))
                await push.RunAsync(subscription, body, contentType, ct);
        }
        catch (CryptographicException)
        {
            // The master key has changed: no signature can be checked.
        }
    }
}
