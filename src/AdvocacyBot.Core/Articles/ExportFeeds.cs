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
        var followed = db.Subscriptions.Where(s => s.State != SubscriptionState.Offered).Select(s => s.FeedId);
        var feeds = await db.Feeds.AsNoTracking().Where(f => followed.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync(ct);
        await text.WriteLineAsync(Opml.Write(await name.ReadAsync(ct), feeds).AsMemory(), ct);
        return feeds.Count;
    }
}
