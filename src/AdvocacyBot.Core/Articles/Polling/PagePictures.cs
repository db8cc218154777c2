using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>A picture that a page names.</summary>
internal sealed record PagePicture(Uri Address, string? Text);

/// <summary>
/// Fetches the pages of new articles without a picture, if a channel asked for it: the newest few of each poll, with the same limits
/// as feeds. Must run outside a transaction.
/// </summary>
internal sealed class PagePictures(BotDb db, KnownArticles known, FeedFetcher fetcher, FeedSettings settings, TimeProvider clock)
{
    private static readonly Dictionary<ParsedItem, PagePicture> None = new(ReferenceEqualityComparer.Instance);

    public async Task<IReadOnlyDictionary<ParsedItem, PagePicture>> FindAsync(Feed feed, ParsedFeed parsed, RequestSettings own, CancellationToken ct)
    {
        var asking = db.Subscriptions.AcrossCommunities().Where(s => s.FeedId == feed.Id && s.UsesPagePictures && s.State == SubscriptionState.Active);
        if (!await asking.AnyAsync(s => feed.FirstReadAt != null || s.PostLatest > 0, ct))
            return None;

        var items = ArticleIdentity.Identify(parsed);
        var matches = await known.MatchAsync(feed.Id, items, ArticleIdentity.HomeOf(parsed), ct);
        var found = new Dictionary<ParsedItem, PagePicture>(ReferenceEqualityComparer.Instance);
        using var deadline = new CancellationTokenSource(settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            foreach (var item in items.Where((item, i) => matches[i] is null && item.Item is { Picture: null, Link: not null }).Select(item => item.Item)
                .OrderByDescending(item => item.Published ?? DateTime.MinValue).Take(settings.MaxPostsPerPoll))
            {
                if (await ReadAsync(item.Link!, new Uri(feed.Address), own, either.Token) is { } picture)
                    found[item] = picture;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Articles do not wait for slow pages: the others have no picture.
        }

        return found;
    }

    private async Task<PagePicture?> ReadAsync(Uri page, Uri feed, RequestSettings own, CancellationToken ct)
    {
        var fetched = await fetcher.GetAsync(page, etag: null, lastModified: null, ct, RequestHeaders.IsSameServer(feed, page) ? own : null);
        if (fetched.Outcome != FetchOutcome.Read || fetched.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == false)
            return null;
        var head = fetched.Body.Span[..Math.Min(fetched.Body.Length, PageHead.MaxLength)];
        return PageHead.Picture(FeedBytes.Detect(head, fetched.ContentType).Encoding.GetString(head), fetched.Address);
    }
}
