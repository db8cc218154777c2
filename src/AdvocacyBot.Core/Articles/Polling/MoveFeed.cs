using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Saves a new address after two consecutive polls with the same permanent redirect. A feed that moves to another domain may have
/// been taken over, so its articles wait for an organizer.
/// </summary>
internal sealed class MoveFeed(BotDb db, HealthNotices notices)
{
    private const int MinTimes = 2;

    public async Task RunAsync(Feed feed, Uri? movedTo, CancellationToken ct)
    {
        var target = movedTo?.AbsoluteUri;
        feed.MovedTimes = target is null ? 0 : target == feed.MovedTo ? feed.MovedTimes + 1 : 1;
        feed.MovedTo = target;
        if (target is null || feed.MovedTimes < MinTimes)
            return;

        (feed.MovedTo, feed.MovedTimes) = (null, 0);
        if (await db.Feeds.AnyAsync(f => f.Address == target && f.PrivateTo == feed.PrivateTo && f.Id != feed.Id, ct))
        {
            // Another feed has that address: this one stays, and each story is still posted once.
            return;
        }

        var from = feed.Address;
        // A feed with secrets stays where they belong; the redirect is followed without them.
        if (feed.SealedRequest is not null && !RequestHeaders.IsSameServer(new Uri(from), movedTo!))
            return;

        feed.Address = target;
        if (!Links.SameDomain(new Uri(from), movedTo!))
        {
            feed.IsHeld = true;
            await notices.SendMovedAsync(feed, from, ct);
        }
    }
}
