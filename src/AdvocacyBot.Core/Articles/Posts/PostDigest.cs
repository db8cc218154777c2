using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Posts the gathered articles of a channel's feed as one list, oldest first. Runs inside the caller's transaction.</summary>
internal sealed class PostDigest(BotDb db, OutboxQueue outbox, QueuePosts posts, TimeProvider clock)
{
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
                (row.posting.State, row.posting.At) = (PostingState.InDigest, now);
            var reply = await WriteAsync(subscription, feed, gathered.ConvertAll(row => row.article), ct);
            outbox.Send(
                subscription.ChannelRef, reply, Subject.Of("digest", subscription.Id), $"{gathered.Max(row => row.posting.Id)}", posts.DueOf(subscription));
        }

        if (DigestPlan.Read(subscription.Digest) is { } plan)
            subscription.NextDigestAt = plan.Next(now, posts.ZoneOf(subscription));
    }

    private async Task<Reply> WriteAsync(Subscription subscription, Feed feed, List<Article> articles, CancellationToken ct)
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
        };

        IReadOnlyList<Span> Line(Article article)
        {
            var name = SafeText.Shorten(ArticleReply.TitleOf(article, language), 200);
            return [article.Link is { } link ? new Link(name, new Uri(link)) : new Strong(name)];
        }
    }
}
