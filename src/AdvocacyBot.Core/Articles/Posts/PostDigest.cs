using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Posts the gathered articles of a channel's feed as one list, oldest first. Runs inside the caller's transaction.</summary>
internal sealed class PostDigest(BotDb db, OutboxQueue outbox, QueuePosts posts, TimeProvider clock)
{
    public const string SubjectKind = "digest";
    private const int MaxShown = 25;

    public async Task RunAsync(Subscription subscription, Feed feed, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var articles = db.Articles;
        var gathered = await (
            from posting in db.Postings
            where posting.SubscriptionId == subscription.Id && posting.State == PostingState.Gathered
            join article in articles on posting.ArticleId equals article.Id
            orderby article.SortAt, article.Id descending
            select new { posting, article }).ToListAsync(ct);
        if (gathered.Count > 0)
        {
            foreach (var row in gathered)
                (row.posting.State, row.posting.At, row.posting.Version) = (PostingState.InDigest, now, row.article.Version);
            var last = gathered.Max(row => row.posting.Id);
            var reply = await WriteAsync(subscription, feed, gathered.ConvertAll(row => row.article), last, ct);
            outbox.Send(subscription.ChannelRef, reply, Subject.Of(SubjectKind, subscription.Id), MeaningOf(last), posts.DueOf(subscription));
        }

        if (DigestPlan.Read(subscription.Digest) is { } plan)
            subscription.NextDigestAt = plan.Next(now, posts.ZoneOf(subscription));
    }

    /// <summary>Distinguishes the digests of a subscription by the last posting in each.</summary>
    public static string MeaningOf(long lastPosting) => string.Create(CultureInfo.InvariantCulture, $"{lastPosting}");

    /// <summary>What the message of one digest is about, so that it can be corrected.</summary>
    public static string SubjectOf(Subscription subscription, long lastPosting) => $"{Subject.Of(SubjectKind, subscription.Id)}/{MeaningOf(lastPosting)}";

    /// <param name="articles">Oldest first.</param>
    /// <param name="lastPosting">The highest id of the digest's postings.</param>
    public async Task<Reply> WriteAsync(Subscription subscription, Feed feed, IReadOnlyList<Article> articles, long lastPosting, CancellationToken ct)
    {
        var language = await posts.LanguageOfAsync(subscription, ct);
        var title = ArticleTexts.All.FormatCount(language, "digest.title", articles.Count, feed.Title, articles.Count);
        var blocks = new List<Block> { new Listing([.. articles.TakeLast(MaxShown).Select(Line)]) };
        if (articles.Count > MaxShown)
            blocks.Add(new Paragraph(ArticleTexts.All.Format(language, "digest.more", articles.Count - MaxShown)));
        return new Reply(blocks)
        {
            Title = title,
            Link = feed.Site is { } site ? new Uri(site) : null,
            Language = language,
            MentionedRoles = subscription.Mention?.Split(' ') ?? [],
            Subjects = [SubjectOf(subscription, lastPosting)],
        };

        IReadOnlyList<Span> Line(Article article)
        {
            var name = SafeText.Shorten(ArticleReply.TitleOf(article, language, feed.Title), 200);
            return [new Link(name, ArticleReply.LinkOf(article, feed))];
        }
    }
}
