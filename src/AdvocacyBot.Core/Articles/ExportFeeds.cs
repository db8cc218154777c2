using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles;

/// <summary>Writes the feeds that a community follows, in all its channels, as OPML.</summary>
public sealed class ExportFeeds
{
    private readonly BotDb db;
    private readonly CommunityName name;

    internal ExportFeeds(BotDb db, CommunityName name) => (this.db, this.name) = (db, name);

    /// <returns>How many feeds were written.</returns>
    public async Task<int> RunAsync(TextWriter text, CancellationToken ct)
    {
        var feeds = db.Feeds;
        var rows = await (
            from subscription in db.Subscriptions.AsNoTracking()
            where subscription.State != SubscriptionState.Offered
            join feed in feeds.AsNoTracking() on subscription.FeedId equals feed.Id
            orderby feed.Id, subscription.Number
            select new { subscription, feed }).ToListAsync(ct);
        var once = rows.DistinctBy(row => row.feed.Id).ToList();
        await text.WriteLineAsync(Opml.Write(await name.ReadAsync(ct), once.Select(row => (row.subscription, row.feed))).AsMemory(), ct);
        return once.Count;
    }
}
