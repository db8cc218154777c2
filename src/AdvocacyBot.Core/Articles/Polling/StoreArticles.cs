using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>Holds what a feed shows against what is stored: adds what is new, notes what has changed. Within the caller's transaction.</summary>
internal sealed class StoreArticles(BotDb db, TimeProvider clock)
{
    private const int Chunk = 500;
    private static readonly TimeSpan MarkEvery = TimeSpan.FromDays(7);

    /// <returns>The articles that are new, in the document's order and saved, and whether any has changed.</returns>
    public async Task<(IReadOnlyList<Article> New, bool Changed)> RunAsync(Feed feed, ParsedFeed parsed, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var items = Sameness.Identify(parsed);
        var stored = await KnownAsync(feed.Id, items, ct);
        var added = new List<Article>();
        var changed = new Dictionary<long, Sameness.Identified>();
        foreach (var item in items)
        {
            if (!stored.TryGetValue(item.Key, out var known))
                added.Add(Article.From(feed, item, now));
            else if (known.ContentHash != item.ContentHash || known.Key != item.Key)
                changed[known.Id] = item;
        }

        db.Articles.AddRange(added);
        var reworded = await ChangeAsync(changed, now, ct);
        await MarkAsync(feed, stored.Values.Select(s => s.Id), now, ct);
        await db.SaveChangesAsync(ct);
        return (added, reworded);
    }

    /// <summary>The stored articles that the items are, by the items' keys; where an id has changed, the link still tells.</summary>
    private async Task<Dictionary<string, Known>> KnownAsync(long feedId, IReadOnlyList<Sameness.Identified> items, CancellationToken ct)
    {
        var known = new Dictionary<string, Known>(StringComparer.Ordinal);
        foreach (var chunk in items.Chunk(Chunk))
        {
            var keys = chunk.Select(i => i.Key).ToList();
            foreach (var row in await Rows(db.Articles.Where(a => a.FeedId == feedId && keys.Contains(a.Key))))
                known[row.Key] = row;
        }

        var taken = known.Values.Select(k => k.Id).ToHashSet();
        foreach (var chunk in items.Where(i => i.StoryKey is not null && !known.ContainsKey(i.Key)).Chunk(Chunk))
        {
            var stories = chunk.Select(i => i.StoryKey).ToList();
            var rows = (await Rows(db.Articles.Where(a => a.FeedId == feedId && stories.Contains(a.StoryKey)))).ToLookup(r => r.StoryKey);
            foreach (var item in chunk)
            {
                if (rows[item.StoryKey].FirstOrDefault(row => taken.Add(row.Id)) is { } moved)
                    known[item.Key] = moved;
            }
        }

        return known;

        Task<List<Known>> Rows(IQueryable<Article> query) =>
            query.Select(a => new Known(a.Id, a.Key, a.StoryKey, a.ContentHash)).ToListAsync(ct);
    }

    private async Task<bool> ChangeAsync(Dictionary<long, Sameness.Identified> changed, DateTime now, CancellationToken ct)
    {
        var reworded = false;
        foreach (var chunk in changed.Keys.Chunk(Chunk))
        {
            foreach (var article in await db.Articles.Where(a => chunk.Contains(a.Id)).ToListAsync(ct))
            {
                var item = changed[article.Id];
                (article.Key, article.StoryKey) = (item.Key, item.StoryKey ?? article.StoryKey);
                if (article.ContentHash == item.ContentHash)
                    continue;
                article.Reword(item);
                (article.Version, article.ChangedAt, article.LastSeenAt) = (article.Version + 1, now, now);
                reworded = true;
            }
        }

        return reworded;
    }

    private async Task MarkAsync(Feed feed, IEnumerable<long> shown, DateTime now, CancellationToken ct)
    {
        if (feed.MarkedAt is { } before && now - before < MarkEvery)
            return;

        feed.MarkedAt = now;
        foreach (var chunk in shown.Chunk(Chunk))
            await db.Articles.Where(a => chunk.Contains(a.Id)).ExecuteUpdateAsync(row => row.SetProperty(a => a.LastSeenAt, now), ct);
    }

    private sealed record Known(long Id, string Key, string? StoryKey, string ContentHash);
}
