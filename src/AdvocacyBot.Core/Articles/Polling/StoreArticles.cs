using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Compares a document with the stored articles of its feed: adds what is new, records what has changed. Runs inside the caller's
/// transaction.
/// </summary>
internal sealed class StoreArticles(BotDb db, KnownArticles known, TimeProvider clock)
{
    private const int MaxItems = 20_000;
    private const int ChunkSize = 500;
    private static readonly TimeSpan MarkInterval = TimeSpan.FromDays(7);

    /// <returns>The new articles, in the document's order and saved, and whether a post has to be edited.</returns>
    public async Task<(IReadOnlyList<Article> New, bool Changed)> RunAsync(Feed feed, FeedDocument document, CancellationToken ct)
    {
        var (now, parsed) = (clock.UtcNow, document.Parsed);
        var items = Newest(ArticleIdentity.Identify(parsed));
        var ids = await known.MatchAsync(feed.Id, items, ArticleIdentity.HomeOf(parsed), ct);
        var added = items.Where((_, i) => ids[i] is null).Select(item => WithPagePicture(Article.From(feed, item, now), item, document)).ToList();
        await MakeKeysUniqueAsync(feed.Id, added, ct);
        db.Articles.AddRange(added);

        var changed = await UpdateAsync(items.Index().Where(entry => ids[entry.Index] is { } article && article.NeedsUpdate(entry.Item))
            .ToDictionary(entry => ids[entry.Index]!.Id, entry => entry.Item), now, ct);
        if (document.IsWhole)
            await MarkAsync(feed, ids.OfType<KnownArticle>().Select(article => article.Id), now, ct);
        await db.SaveChangesAsync(ct);
        return (added, changed);
    }

    private static Article WithPagePicture(Article article, IdentifiedItem item, FeedDocument document)
    {
        if (document.Pictures.TryGetValue(item.Item, out var picture))
            (article.PageImage, article.PageImageText) = (picture.Address.AbsoluteUri, picture.Text);
        return article;
    }

    /// <summary>All items, or the newest of an enormous document; without dates, the first.</summary>
    private static IReadOnlyList<IdentifiedItem> Newest(IReadOnlyList<IdentifiedItem> items)
    {
        if (items.Count <= MaxItems)
            return items;
        var kept = items.OrderByDescending(item => item.Item.Published ?? DateTime.MinValue).Take(MaxItems).ToHashSet();
        return [.. items.Where(kept.Contains)];
    }

    /// <summary>An article that now looks like another one did at first gets a key of its own.</summary>
    private async Task MakeKeysUniqueAsync(long feedId, List<Article> added, CancellationToken ct)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in added.Chunk(ChunkSize))
        {
            var keys = chunk.Select(article => article.Key).ToList();
            taken.UnionWith(await db.Articles.Where(a => a.FeedId == feedId && keys.Contains(a.Key)).Select(a => a.Key).ToListAsync(ct));
        }

        foreach (var article in added)
        {
            while (!taken.Add(article.Key))
                article.Key = ItemTraits.Digest(article.Key);
        }
    }

    /// <returns>Whether anything changed that a post shows.</returns>
    private async Task<bool> UpdateAsync(Dictionary<long, IdentifiedItem> changed, DateTime now, CancellationToken ct)
    {
        var isShown = false;
        foreach (var chunk in changed.Keys.Chunk(ChunkSize))
        {
            foreach (var article in await db.Articles.Where(a => chunk.Contains(a.Id)).ToListAsync(ct))
                isShown |= Update(article, changed[article.Id], now);
        }

        return isShown;
    }

    private static bool Update(Article article, IdentifiedItem item, DateTime now)
    {
        var before = KnownArticle.Shown(article);
        article.LastSeenAt = now;
        article.Update(item);
        if (before.Hash == item.ShownHash)
            return false;

        article.Version++;
        if (before.Title != item.Item.Title || before.Text != item.ShownText)
            article.ChangedAt = now;
        return true;
    }

    private async Task MarkAsync(Feed feed, IEnumerable<long> shown, DateTime now, CancellationToken ct)
    {
        if (feed.MarkedAt is { } before && now - before < MarkInterval)
            return;

        feed.MarkedAt = now;
        foreach (var chunk in shown.Chunk(ChunkSize))
            await db.Articles.Where(a => chunk.Contains(a.Id)).ExecuteUpdateAsync(row => row.SetProperty(a => a.LastSeenAt, now), ct);
    }
}
