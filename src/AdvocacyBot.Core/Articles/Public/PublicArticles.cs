using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Public;

/// <summary>
/// Reads, for pages and programs, the articles that the community in scope has posted from the feeds that its organizers show to
/// everybody. What waits for approval, was declined or left out by a filter is not among them, and neither is any feed with a sign-in.
/// </summary>
public sealed class PublicArticles
{
    public const int PageSize = 20;
    private const int MaxWordsLength = 200;
    private const int MaxTitleLength = 250;
    private const int MaxSummaryLength = 400;
    private static readonly PostingState[] Posted = [PostingState.Queued, PostingState.InDigest];
    private readonly BotDb db;
    private readonly PublicFeeds feeds;

    internal PublicArticles(BotDb db, PublicFeeds feeds) => (this.db, this.feeds) = (db, feeds);

    /// <summary>A page of the articles that have the words, newest first.</summary>
    /// <param name="words">As the command <c>articles search</c> takes them; null or empty for all.</param>
    /// <param name="page">From 1; one beyond the last is the last.</param>
    /// <param name="language">For an article without a title.</param>
    public async Task<PublicArticlePage> SearchAsync(string? words, int page, Language language, CancellationToken ct)
    {
        var search = ArticleSearch.Read(SafeText.Clean(words is { Length: > MaxWordsLength } ? words[..MaxWordsLength] : words ?? ""));
        var numbers = await feeds.NumbersAsync(ct);
        if (numbers.Count == 0)
            return new PublicArticlePage([], 0, 1, 1, search.Shown);

        var query = search.Apply(ShownFrom(numbers));
        var total = await query.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var rows = await query.OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = rows.Select(a => a.FeedId).Distinct().ToList();
        var sources = await db.Feeds.AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var pictures = await PicturesAsync(rows, numbers, ct);
        return new PublicArticlePage(
            [.. rows.Select(a => Show(a, sources[a.FeedId], language) with { Picture = pictures.GetValueOrDefault(a.Id) })], total, at, pages, search.Shown);
    }

    /// <summary>The address of the picture of an article that everybody may see; null if there is none.</summary>
    /// <param name="number">As in <see cref="PublicPicture.Number"/>.</param>
    public async Task<Uri?> PictureAsync(long number, CancellationToken ct)
    {
        var (numbers, articles) = (await feeds.NumbersAsync(ct), db.ArticleNumbers);
        var row = await ShownFrom(numbers).Where(a => articles.Any(n => n.ArticleId == a.Id && n.Number == number)).SingleOrDefaultAsync(ct);
        return row is not null && (await PicturesAsync([row], numbers, ct)).TryGetValue(row.Id, out var picture) ? picture.Address : null;
    }

    private IQueryable<Article> ShownFrom(IReadOnlyList<long> numbers)
    {
        var (subscriptions, all) = (db.Subscriptions, db.Feeds);
        var shown = db.Postings.Where(p => Posted.Contains(p.State) && subscriptions.Any(s => s.Id == p.SubscriptionId && numbers.Contains(s.Number))).Select(p => p.ArticleId);
        return db.Articles.AsNoTracking().Where(a => shown.Contains(a.Id) && all.Any(f => f.Id == a.FeedId && f.SealedRequest == null));
    }

    /// <summary>The pictures of articles, by the articles' ids, as the feeds that are shown are set to post them.</summary>
    private async Task<Dictionary<long, PublicPicture>> PicturesAsync(IReadOnlyList<Article> articles, IReadOnlyList<long> numbers, CancellationToken ct)
    {
        var ids = articles.Where(a => (a.Image ?? a.PageImage) is not null).Select(a => a.Id).ToList();
        if (ids.Count == 0)
            return [];

        var shown = await db.Subscriptions.AsNoTracking().Where(s => numbers.Contains(s.Number) && s.Pictures != PictureMode.Off).ToListAsync(ct);
        var named = await db.ArticleNumbers.AsNoTracking().Where(n => ids.Contains(n.ArticleId)).ToDictionaryAsync(n => n.ArticleId, n => n.Number, ct);
        var pictures = new Dictionary<long, PublicPicture>();
        foreach (var article in articles.Where(a => named.ContainsKey(a.Id)))
        {
            var settings = shown.Where(s => s.FeedId == article.FeedId).ToList();
            if (settings.Count > 0 && article.Image is { } image)
                pictures[article.Id] = new PublicPicture(named[article.Id], new Uri(image), article.ImageText);
            else if (settings.Exists(s => s.UsesPagePictures) && article.PageImage is { } page)
                pictures[article.Id] = new PublicPicture(named[article.Id], new Uri(page), article.PageImageText);
        }

        return pictures;
    }

    private static PublicArticle Show(Article article, Feed feed, Language language) => new(
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(article.Key)).AsSpan(0, 16)),
        SafeText.Shorten(ArticleReply.TitleOf(article, language, feed.Title), MaxTitleLength),
        ArticleReply.LinkOf(article, feed),
        article.Source ?? feed.Title,
        article.SortAt)
    {
        Author = article.Author,
        Summary = SafeText.Shorten(ArticleReply.TextOf(article, MaxSummaryLength), MaxSummaryLength),
        ChangedAt = article.ChangedAt,
        IsDated = article.Published is not null,
        Language = feed.Language,
    };
}

/// <summary>A page of published articles.</summary>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="Words">The search; empty for none.</param>
public sealed record PublicArticlePage(IReadOnlyList<PublicArticle> Articles, int Total, int Page, int Pages, string Words);

/// <summary>An article as everybody may see it.</summary>
/// <param name="Id">Stays the same when the article changes; tells nothing about other articles.</param>
/// <param name="Address">Where it is read.</param>
/// <param name="Source">The publication that it is from.</param>
/// <param name="At">When it counts as published, UTC.</param>
public sealed record PublicArticle(Guid Id, string Title, Uri Address, string Source, DateTime At)
{
    public string? Author { get; init; }

    /// <summary>Whether the feed says when it was published; if not, <see cref="At"/> is when it was added here.</summary>
    [JsonIgnore]
    public bool IsDated { get; init; }

    /// <summary>Its first words as plain text; empty if there are none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Null if it has none, or if its feed is set to post none.</summary>
    [JsonIgnore]
    public PublicPicture? Picture { get; init; }

    /// <summary>When changed words were last retrieved, UTC.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>The locale that its feed declares; null if it declares none.</summary>
    public string? Language { get; init; }
}

/// <summary>The picture of an article that everybody may see.</summary>
/// <param name="Number">The article's number in the community.</param>
/// <param name="Address">For the bot alone: pages show a copy of their own.</param>
/// <param name="Text">What it shows, in words; null if its publisher does not say.</param>
public sealed record PublicPicture(long Number, Uri Address, string? Text);
