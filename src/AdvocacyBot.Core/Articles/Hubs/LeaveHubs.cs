using System.Collections.Concurrent;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>
/// Ends subscriptions at hubs that are no longer wanted: its row is deleted at once, so that nothing more is accepted from the hub, and
/// the hub is asked to forget it after the commit. Runs inside the caller's transaction.
/// </summary>
internal sealed class LeaveHubs(BotDb db, WriteTransaction write, HubSettings settings, FormerHubs former, HubBell bell)
{
    /// <summary>Deletes a subscription.</summary>
    public void Remove(HubSubscription subscription)
    {
        db.HubSubscriptions.Remove(subscription);
        Tell(subscription);
    }

    /// <summary>Has the hub asked to forget a subscription as it is now, which the caller then deletes or replaces.</summary>
    public void Tell(HubSubscription subscription) => Tell(subscription, settings.PublicUrl);

    /// <param name="publicUrl">Where the hub knows the bot; null for nowhere.</param>
    public void Tell(HubSubscription subscription, Uri? publicUrl)
    {
        if (publicUrl is null || subscription is { LeaseUntil: null, AskedAt: null })
            return;

        var leaving = new FormerHub(new Uri(subscription.Hub), subscription.Topic, HubSettings.CallbackOf(publicUrl, subscription.Token));
        write.AfterCommit(() =>
        {
            former.Add(leaving);
            bell.Ring();
        });
    }

    /// <summary>Deletes the subscriptions to feeds that nobody follows any more, or that only some may read.</summary>
    public async Task RemoveUnwantedAsync(CancellationToken ct)
    {
        var feeds = db.Feeds;
        foreach (var subscription in await db.HubSubscriptions.Where(h => !feeds.Any(f => f.Id == h.FeedId && f.State == FeedState.Active && f.PrivateTo == 0)).ToListAsync(ct))
            Remove(subscription);
    }
}

/// <summary>A hub that is to forget a subscription.</summary>
/// <param name="Callback">The address to which it pushes.</param>
internal sealed record FormerHub(Uri Hub, string Topic, Uri Callback);

/// <summary>
/// The hubs that are still to be asked. A process that stops forgets them; their subscriptions then end with their leases, which are at
/// most ten days long. Thread-safe.
/// </summary>
internal sealed class FormerHubs
{
    private const int MaxCount = 1_000;
    private readonly ConcurrentQueue<FormerHub> waiting = new();

    public void Add(FormerHub hub)
    {
        if (waiting.Count < MaxCount)
            waiting.Enqueue(hub);
    }

    public FormerHub? Take() => waiting.TryDequeue(out var hub) ? hub : null;
}
