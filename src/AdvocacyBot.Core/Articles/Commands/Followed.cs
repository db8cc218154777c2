using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// The subscriptions that somebody can see and change: see <see cref="SeenSubscriptions"/>.
/// </summary>
internal sealed class Followed(BotDb db)
{
    public async Task<IReadOnlyList<(Subscription Subscription, Feed Feed)>> ListAsync(Intent intent, CancellationToken ct)
    {
        var feeds = db.Feeds;
        var rows = await (
            from subscription in db.Subscriptions.SeenFrom(intent)
            where subscription.State != SubscriptionState.Offered
            join feed in feeds on subscription.FeedId equals feed.Id
            orderby subscription.Number
            select new { subscription, feed }).ToListAsync(ct);
        return [.. rows.Select(r => (r.subscription, r.feed))];
    }

    /// <summary>The subscription with a number, address or name; null if there is none.</summary>
    public async Task<(Subscription Subscription, Feed Feed)?> FindAsync(Intent intent, string text, CancellationToken ct)
    {
        var all = await ListAsync(intent, ct);
        var folded = Folding.Fold(text.Trim().TrimStart('#'));
        foreach (var fits in (ReadOnlySpan<Func<(Subscription Subscription, Feed Feed), bool>>)
        [
            row => row.Subscription.Number.ToString(CultureInfo.InvariantCulture) == folded,
            row => Folding.Fold(row.Feed.Title) == folded || Folding.Fold(row.Feed.Address) == folded,
            row => folded.Length > 2 && (Folding.Fold(row.Feed.Title).Contains(folded, StringComparison.Ordinal) || row.Feed.Address.Contains(text, StringComparison.OrdinalIgnoreCase)),
        ])
        {
            foreach (var row in all)
            {
                if (fits(row))
                    return row;
            }
        }

        return null;
    }
}
