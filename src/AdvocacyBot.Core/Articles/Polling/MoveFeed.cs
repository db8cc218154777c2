using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Keeps a new address once a feed has said twice in a row that it has moved for good. One that moves to another domain may
/// have been taken over: its articles wait for an organizer.
/// </summary>
internal sealed class MoveFeed(BotDb db, Health health)
{
    private const int TimesBeforeKeeping = 2;

    public async Task RunAsync(Feed feed, Uri? movedTo, CancellationToken ct)
    {
        var target = movedTo?.AbsoluteUri;
        feed.MovedTimes = target is null ? 0 : target == feed.MovedTo ? feed.MovedTimes + 1 : 1;
        feed.MovedTo = target;
        if (target is null || feed.MovedTimes < TimesBeforeKeeping)
            return;

        (feed.MovedTo, feed.MovedTimes) = (null, 0);
        if (await db.Feeds.AnyAsync(f => f.Address == target && f.Id != feed.Id, ct))
        {
            // Another feed has that address: this one stays as it is, and sameness keeps its stories from being told twice.
            return;
        }

        var from = feed.Address;
        feed.Address = target;
        if (!Links.SameDomain(new Uri(from), movedTo!))
        {
            feed.IsHeld = true;
            await health.TellMovedAsync(feed, from, ct);
        }
    }
}
