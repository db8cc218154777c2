using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Finds earlier posts and articles, so that nothing is posted twice and no archive floods a channel. Read-only.</summary>
internal sealed class AlreadyPosted(BotDb db)
{
    /// <summary>Those of the articles that the channel has, or that wait in the outbox for it.</summary>
    public async Task<HashSet<long>> ShownAsync(Subscription subscription, IReadOnlyList<long> articles, CancellationToken ct)
    {
        var causes = articles.ToDictionary(id => Subject.Of(ArticleReply.SubjectKind, id), id => id, StringComparer.Ordinal);
        var queued = await db.Deliveries
            .Where(d => d.Platform == subscription.Platform && d.Channel == subscription.Channel && d.Operation == DeliveryOperation.Send && causes.Keys.Contains(d.Cause))
            .Select(d => d.Cause).ToListAsync(ct);
        var messages = await db.MessageSubjects
            .Where(m => m.Platform == subscription.Platform && m.Channel == subscription.Channel && causes.Keys.Contains(m.Subject))
            .Select(m => m.Subject).ToListAsync(ct);
        return [.. queued.Concat(messages).Select(cause => causes[cause])];
    }

    /// <summary>
    /// The date of the newest article that the feed had before. An archive that appears at once is older than that; an article that
    /// its publisher adds late is newer, and so it is news, however old.
    /// </summary>
    public async Task<DateTime> NewestBeforeAsync(Feed feed, IReadOnlyList<Article> added, CancellationToken ct)
    {
        var first = added.Min(article => article.Id);
        return await db.Articles.Where(a => a.FeedId == feed.Id && a.Id < first).MaxAsync(a => a.Published, ct) ?? DateTime.MaxValue;
    }

    /// <summary>The stories that channels have from other feeds, as far as they may be those of the articles.</summary>
    public async Task<PostedStories> PostedElsewhereAsync(IReadOnlyList<Article> articles, CancellationToken ct)
    {
        var posted = new PostedStories();
        var (postings, subscriptions) = (db.Postings, db.Subscriptions);
        foreach (var chunk in articles.Where(a => a.StoryKey is not null).Chunk(500))
        {
            var stories = chunk.Select(a => a.StoryKey!).ToList();
            var feedId = chunk[0].FeedId;
            var rows = await (
                from article in db.Articles
                where article.FeedId != feedId && article.StoryKey != null && stories.Contains(article.StoryKey)
                join posting in postings on article.Id equals posting.ArticleId
                where posting.State == PostingState.Queued || posting.State == PostingState.Gathered
                    || posting.State == PostingState.InDigest || posting.State == PostingState.Held
                join subscription in subscriptions on posting.SubscriptionId equals subscription.Id
                select new { article.StoryKey, article.Title, article.TextHash, subscription.Platform, subscription.Channel }).ToListAsync(ct);
            foreach (var row in rows)
                posted.Add(row.StoryKey!, row.Title, row.TextHash, new ChannelRef(row.Platform, row.Channel));
        }

        return posted;
    }
}

/// <summary>
/// The stories that channels have. A page may tell many stories, so the same link is the same story only if title or text agree.
/// </summary>
internal sealed class PostedStories
{
    private readonly Dictionary<(string Story, ChannelRef Channel), List<ItemTraits>> stories = [];

    public void Add(string story, string title, string? textHash, ChannelRef channel)
    {
        if (!stories.TryGetValue((story, channel), out var known))
            stories[(story, channel)] = known = [];
        known.Add(Words(title, textHash));
    }

    public bool Has(Article article, ChannelRef channel) =>
        article.StoryKey is { } story && stories.TryGetValue((story, channel), out var known) && Words(article.Title, article.TextHash) is var words
        && known.Exists(other => words.IsAkinTo(other) || words.HasTextOf(other));

    private static ItemTraits Words(string title, string? textHash) => new() { Link = "", Title = Folding.Fold(title), Text = textHash ?? ItemTraits.Digest("") };
}
