using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Outbox;

/// <summary>Makes one attempt at a claimed delivery and records the result.</summary>
public sealed partial class SendDelivery(
    IServiceScopeFactory scopes, PlatformDirectory platforms, BotMetrics metrics, TimeProvider clock, ILogger<SendDelivery> logger)
{
    /// <summary>For how long a delivery is tried whose platform is away. Few outages last longer, and few posts are of use afterwards.</summary>
    private static readonly TimeSpan MaxTrying = TimeSpan.FromDays(2);

    /// <summary>One action is announced in at most so many channels, and rarely twice in one.</summary>
    private const int MaxContinued = 50;
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));

    /// <summary>Nothing is sent if the claim ends too soon, and nothing is recorded if another process has claimed the delivery since.</summary>
    public async Task RunAsync(DeliveryClaim claim, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var write = scope.ServiceProvider.GetRequiredService<WriteTransaction>();
        var messages = scope.ServiceProvider.GetRequiredService<MessageSubjects>();
        var claimed = db.Deliveries.AcrossCommunities().Where(d => d.Id == claim.Id && d.LeaseOwner == claim.Number && d.State == DeliveryState.Waiting);
        if (await claimed.SingleOrDefaultAsync(ct) is not { } delivery)
            return;

        var reason = await ReasonToDropAsync(scope.ServiceProvider, db, delivery, ct);
        if (!claim.IsLongEnough(clock))
        {
            // This process was stalled. Whoever claims the delivery next sends it.
            LogStalled(logger, claim.Id);
            return;
        }

        var message = reason is null ? await AttemptAsync(db, delivery, ct) : Drop(delivery, reason);
        var isPublished = message is { } posted && delivery.Operation == DeliveryOperation.Send && await IsPublishedAsync(posted.Channel, ct);

        await write.RunAsync(
            $"delivery/{claim.Id}",
            async inner =>
            {
                // The lease has ended and somebody has claimed the delivery since: that record counts.
                if (await claimed.Lock().Select(d => d.Id).ToListAsync(inner) is [])
                {
                    db.Entry(delivery).State = EntityState.Detached;
                    return;
                }

                if (message is { } sent && delivery.Operation == DeliveryOperation.Send)
                    messages.Remember(sent, ReplyJson.Read(delivery.Payload) with { Community = delivery.CommunityId });
                if (isPublished)
                    scope.ServiceProvider.GetRequiredService<OutboxQueue>().Publish(delivery, message!.Value);
                delivery.LeaseOwner = null;
                delivery.LeaseUntil = null;
                if (delivery.State != DeliveryState.Waiting)
                {
                    delivery.FinishedAt = clock.UtcNow;
                    if (delivery.State != DeliveryState.Parked)
                        delivery.Payload = "";
                }
            },
            // A sent message is recorded even while the bot stops; otherwise the next start has to search for it.
            CancellationToken.None);
        metrics.Delivered(delivery.Platform, delivery.State);
    }

    private async Task<string?> ReasonToDropAsync(IServiceProvider scope, BotDb db, Delivery delivery, CancellationToken ct)
    {
        if (delivery.ExpiresAt < clock.UtcNow)
            return "Its time had passed before it could be sent.";
        if (await OwnerAsync(scope.GetRequiredService<ChannelOwner>(), delivery, ct) is { } owner && owner != delivery.CommunityId)
            return "The channel's place does not belong to the community any more.";

        if (await scope.GetRequiredService<Suspensions>().IncludeAsync(delivery.CommunityId, ct))
            return "The community is suspended.";

        // An edit contains the whole new text, so only the last of several waiting edits is needed.
        return delivery.Operation == DeliveryOperation.Edit && await db.Deliveries.AcrossCommunities().AnyAsync(
                d => d.Platform == delivery.Platform && d.Channel == delivery.Channel && d.State == DeliveryState.Waiting
                    && d.Operation == DeliveryOperation.Edit && d.Target == delivery.Target && d.Id > delivery.Id,
                ct)
            ? "A newer text has taken its place."
            : null;
    }

    private static async Task<long?> OwnerAsync(ChannelOwner owners, Delivery delivery, CancellationToken ct)
    {
        try
        {
            return await owners.FindAsync(delivery.ChannelRef, ct);
        }
        catch (Exception e) when ((e is not OperationCanceledException || !ct.IsCancellationRequested) && !StorageTrouble.IsTemporary(e))
        {
            // The platform cannot be reached now; the attempt itself reports that.
            return null;
        }
    }

    private static MessageRef? Drop(Delivery delivery, string reason)
    {
        (delivery.State, delivery.Problem) = (DeliveryState.Dropped, reason);
        return null;
    }

    private async Task<MessageRef?> AttemptAsync(BotDb db, Delivery delivery, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(DeliveryClaim.AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            var platform = platforms.Find(delivery.Platform)
                ?? throw new SendFailedException(SendFailure.Later, $"{delivery.Platform} is not configured.");
            var message = await PerformAsync(platform, db, delivery, either.Token);
            (delivery.State, delivery.MessageId, delivery.Problem) = (DeliveryState.Sent, message.Id, null);
            return message;
        }
        catch (SendFailedException e)
        {
            Record(delivery, e);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogUnexpected(logger, delivery.Id, e);
            Record(delivery, new SendFailedException(SendFailure.Later, e is OperationCanceledException
                ? "The platform did not answer in time."
                : $"The attempt failed unexpectedly ({e.GetType().Name})."));
        }

        return null;
    }

    private async Task<bool> IsPublishedAsync(ChannelRef channel, CancellationToken ct)
    {
        try
        {
            return platforms.Find(channel.Platform) is { } platform && await platform.IsPublishedAsync(channel, ct);
        }
        catch (SendFailedException)
        {
            // The message is sent; if the platform cannot answer now, it is not published.
            return false;
        }
    }

    private static async Task<MessageRef> PerformAsync(IChatPlatform platform, BotDb db, Delivery delivery, CancellationToken ct)
    {
        var message = new MessageRef(delivery.ChannelRef, delivery.Target ?? "");
        if (delivery.Operation == DeliveryOperation.Publish)
        {
            await platform.PublishAsync(message, ct);
            return message;
        }

        var reply = ReplyJson.Read(delivery.Payload);
        if (delivery.Operation == DeliveryOperation.Edit)
        {
            await platform.EditAsync(message, reply, ct);
            return message;
        }

        var post = new Post(delivery.ChannelRef, reply, delivery.Key, delivery.FirstAttemptAt!.Value)
        {
            IsRetry = delivery.Attempts > 1,
            Continued = reply.Continues is { } subject ? await ContinuedAsync(db, delivery, subject, ct) : [],
        };
        return await platform.SendAsync(post, ct);
    }

    /// <summary>The messages about a subject on the delivery's platform, the newest first.</summary>
    private static async Task<IReadOnlyList<MessageRef>> ContinuedAsync(BotDb db, Delivery delivery, string subject, CancellationToken ct) =>
        await db.MessageSubjects.AcrossCommunities().AsNoTracking()
            .Where(s => s.CommunityId == delivery.CommunityId && s.Subject == subject && s.Platform == delivery.Platform)
            .OrderByDescending(s => s.Id)
            .Take(MaxContinued)
            .Select(s => s.MessageRef)
            .ToListAsync(ct);

    private void Record(Delivery delivery, SendFailedException e)
    {
        delivery.Problem = e.Message;
        // A rate limit refuses the pace and not the delivery, so it may last.
        if (e.Failure == SendFailure.Later && (e.RetryAfter is not null || clock.UtcNow - delivery.FirstAttemptAt < MaxTrying))
        {
            delivery.NextAttemptAt = clock.UtcNow + (e.RetryAfter ?? Retry.After(delivery.Attempts));
            return;
        }

        delivery.State = DeliveryState.Parked;
        LogParked(logger, delivery.Id, delivery.ChannelRef, e.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} to {Channel} is parked: {Reason}")]
    private static partial void LogParked(ILogger logger, long id, ChannelRef channel, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} was not attempted: this process stood still until its claim was nearly over")]
    private static partial void LogStalled(ILogger logger, long id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Id} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, long id, Exception e);
}
