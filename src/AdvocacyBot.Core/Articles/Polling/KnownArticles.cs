using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>A stored article as far as recognizing it needs.</summary>
internal sealed record KnownArticle(long Id, ItemTraits Traits, string ContentHash, string? ShownHash)
{
    /// <summary>Whether the stored row differs from the item.</summary>
    public bool NeedsUpdate(IdentifiedItem item) =>
        ShownHash != item.ShownHash || ContentHash != item.ContentHash || Traits.Id != item.Traits.Id || Traits.Link != item.Traits.Link
        || Traits.Words != item.Traits.Words;

    /// <summary>
    /// What the posts of a stored article show. The digest is computed and not read: an earlier version may have computed it in
    /// another way.
    /// </summary>
    public static (string Hash, string Title, string Text) Shown(Article article)
    {
        var item = AsItem(article);
        return (ArticleIdentity.ShownHash(item), item.Title, ArticleIdentity.ShownText(item.Summary));
    }

    /// <summary>The item that an article was stored from, without its identifier.</summary>
    public static ParsedItem AsItem(Article article) => new()
    {
        Title = article.Title,
        Link = article.Link is { } link ? new Uri(link) : null,
        Summary = new Markup(article.Summary, article.SummaryIsHtml, article.SummaryBase is { } declared ? new Uri(declared) : null),
        Picture = article.Image is { } picture ? new Uri(picture) : null,
        PictureText = article.ImageText,
        Media = article.Media is { } media ? new MediaFile(new Uri(media), article.MediaIsVideo, article.MediaSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null) : null,
        Published = article.PublisherDate ?? article.Published,
    };
}

/// <summary>Finds the stored articles that the items of a document are. Runs inside the caller's transaction.</summary>
internal sealed class KnownArticles(BotDb db)
{
    private const int ChunkSize = 400;

    /// <summary>How many stored articles show whether a feed's links are those of single articles.</summary>
    private const int RecentCount = 20;

    /// <returns>For each item its article, or null if it is new.</returns>
    public async Task<KnownArticle?[]> MatchAsync(long feedId, IReadOnlyList<IdentifiedItem> items, string? home, CancellationToken ct)
    {
        var found = new Dictionary<long, KnownArticle>();
        foreach (var chunk in items.Chunk(ChunkSize))
        {
            var ids = chunk.Select(item => item.Traits.Id).OfType<string>().ToList();
            await AddAsync(found, db.Articles.Where(a => a.FeedId == feedId && ids.Contains(a.IdHash!)), ct);
        }

        // Most items of most documents are known by their identifiers; only the others need further searches.
        var known = found.Values.Select(article => article.Traits.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var chunk in items.Where(item => item.Traits.Id is null || !known.Contains(item.Traits.Id)).Chunk(ChunkSize))
        {
            var links = chunk.Select(item => item.Traits.Link).ToList();
            var ids = chunk.Select(item => item.Traits.CanonicalId).OfType<string>().ToList();
            var words = chunk.Select(item => item.Traits.Words).OfType<string>().ToList();
            await AddAsync(found, db.Articles.Where(a => a.FeedId == feedId && links.Contains(a.LinkHash!)), ct);
            await AddAsync(found, db.Articles.Where(a => a.FeedId == feedId && ids.Contains(a.CanonicalIdHash!)), ct);
            await AddAsync(found, db.Articles.Where(a => a.FeedId == feedId && words.Contains(a.WordsHash!)), ct);
        }

        var traits = items.Select(item => item.Traits).ToList();
        if (await db.Articles.AnyAsync(a => a.FeedId == feedId && a.TextHash == null, ct))
            traits = await AddEarlierAsync(feedId, found, items, ct);

        var stored = found.Values.OrderBy(article => article.Id).ToList();
        var recent = await db.Articles.Where(a => a.FeedId == feedId && a.LinkHash != null).OrderByDescending(a => a.Id).Take(RecentCount).Select(a => a.LinkHash!).ToListAsync(ct);
        var matches = ArticleMatcher.Match(traits, stored.ConvertAll(article => article.Traits), home, recent);
        return [.. matches.Select(index => index < 0 ? null : stored[index])];
    }

    private static async Task AddAsync(Dictionary<long, KnownArticle> found, IQueryable<Article> articles, CancellationToken ct)
    {
        var rows = await articles
            .Select(a => new { a.Id, a.IdHash, a.CanonicalIdHash, a.LinkHash, a.Title, a.TextHash, a.WordsHash, a.PublisherDate, a.ContentHash, a.ShownHash })
            .ToListAsync(ct);
        foreach (var row in rows)
        {
            found.TryAdd(row.Id, new KnownArticle(
                row.Id,
                new ItemTraits
                {
                    Id = row.IdHash,
                    CanonicalId = row.CanonicalIdHash,
                    Link = row.LinkHash ?? "",
                    Title = Folding.Fold(row.Title),
                    Text = row.TextHash ?? "",
                    Words = row.WordsHash,
                    Published = row.PublisherDate,
                },
                row.ContentHash,
                row.ShownHash));
        }
    }

    /// <summary>Adds articles that an earlier version stored, found by its keys.</summary>
    /// <returns>The traits of the items, with those keys.</returns>
    private async Task<List<ItemTraits>> AddEarlierAsync(
        long feedId, Dictionary<long, KnownArticle> found, IReadOnlyList<IdentifiedItem> items, CancellationToken ct)
    {
        var traits = items.Select(item => item.Traits with { EarlierKeys = EarlierKeys.Of(item.Item) }).ToList();
        foreach (var chunk in traits.SelectMany(trait => trait.EarlierKeys).Distinct(StringComparer.Ordinal).Chunk(ChunkSize))
        {
            foreach (var article in await db.Articles.AsNoTracking().Where(a => a.FeedId == feedId && a.TextHash == null && chunk.Contains(a.Key)).ToListAsync(ct))
            {
                var item = KnownArticle.AsItem(article);
                found.TryAdd(article.Id, new KnownArticle(
                    article.Id,
                    ItemTraits.Of(item, ArticleIdentity.ShownText(item.Summary)) with { EarlierKeys = [article.Key] },
                    article.ContentHash,
                    null));
            }
        }

        return traits;
    }
}
