using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>Holds what a feed shows against what is stored: adds what is new, notes what has changed. Within the caller's transaction.</summary>
internal sealed class StoreArticles(BotDb db, TimeProvider clock)
{
    private const int Chunk = 500;
    private const int LongestSummary = 40_000;
    private static readonly TimeSpan MarkEvery = TimeSpan.FromDays(7);

    /// <returns>The articles that are new, in the document's order and saved, and whether any has changed.</returns>
    public async Task<(IReadOnlyList<Article> New, bool Changed)> RunAsync(Feed feed, ParsedFeed parsed, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var items = Sameness.Identify(parsed);
        var stored = await KnownAsync(feed.Id, items, ct);
        var added = new List<Article>();
        var changed = new Dictionary<long, Sameness.Identified>();
        foreach (var item in items)
        {
            if (!stored.TryGetValue(item.Key, out var known))
                added.Add(Make(feed, item, now));
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
                Reword(article, item);
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

    private static Article Make(Feed feed, Sameness.Identified identified, DateTime now)
    {
        var item = identified.Item;
        var published = item.Published is { Year: > 1990 } said && said <= now.AddHours(1) ? said : (DateTime?)null;
        var article = new Article
        {
            FeedId = feed.Id,
            Key = identified.Key,
            StoryKey = identified.StoryKey,
            Title = "",
            Summary = "",
            ContentHash = "",
            Folded = "",
            SeenAt = now,
            LastSeenAt = now,
            Published = published,
            // A date that cannot be is no reason to hold an article back: it counts from when it was seen.
            SortAt = published ?? now,
        };
        Reword(article, identified);
        return article;
    }

    private static void Reword(Article article, Sameness.Identified identified)
    {
        var item = identified.Item;
        var summary = item.Summary.Value ?? "";
        article.ContentHash = identified.ContentHash;
        article.Title = item.Title;
        article.Link = item.Link?.AbsoluteUri;
        article.Summary = Chat.SafeText.Clean(summary.Length > LongestSummary ? summary[..LongestSummary] : summary);
        article.SummaryIsHtml = item.Summary.IsHtml;
        article.Author = item.Author is { Length: > 0 } author ? author : null;
        article.Categories = string.Join('\n', item.Categories);
        article.Image = item.Image?.AbsoluteUri;
        article.ImageText = item.ImageText;
        article.Source = item.Source;
        article.Folded = Folding.Fold(FilteredText.Of(article).All);
    }

    private sealed record Known(long Id, string Key, string? StoryKey, string ContentHash);
}
