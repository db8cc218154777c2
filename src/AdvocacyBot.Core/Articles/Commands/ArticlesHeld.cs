using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the articles that wait for approval, oldest first, with buttons for organizers.</summary>
internal sealed class ArticlesHeld(BotDb db) : ICommand
{
    private const int PageSize = 5;

    public static CommandSpec Spec { get; } = new("articles held", ArticleTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language) = (ArticleTexts.All, request.Language);
        var (articles, subscriptions, feeds) = (db.Articles, db.Subscriptions.SeenFrom(request.Intent), db.Feeds);
        var waiting =
            from posting in db.Postings
            where posting.State == PostingState.Held
            join subscription in subscriptions on posting.SubscriptionId equals subscription.Id
            join article in articles on posting.ArticleId equals article.Id
            join feed in feeds on article.FeedId equals feed.Id
            orderby posting.Id
            select new { posting.Id, article, feed.Title };
        var (held, total) = (await waiting.Take(PageSize).ToListAsync(ct), await waiting.CountAsync(ct));
        if (held.Count == 0)
            return Reply.Tell(language, texts[language, "held.none"]);

        var choices = new List<Choice>();
        for (var i = 0; i < held.Count; i++)
        {
            choices.Add(new Choice(Id("approve", held[i].Id), texts.Format(language, "held.approve", i + 1), Style: ChoiceStyle.Primary));
            choices.Add(new Choice(Id("decline", held[i].Id), texts.Format(language, "held.decline", i + 1)));
        }

        var blocks = new List<Block> { new Listing([.. held.Select(h => Line(h.article, h.Title))], Numbered: true) };
        if (total > held.Count)
            blocks.Add(new Paragraph(texts.Format(language, "held.more", total - held.Count)));
        if (total > 1)
            choices.Add(new Choice($"{DecideHeld.Prefix}:ask", texts.FormatCount(language, "approve.all", total, total)));
        return new Reply(blocks)
        {
            Title = texts[language, "held.title"],
            Language = language,
            Visibility = Visibility.Private,
            Choices = choices,
        };

        static string Id(string what, long id) => string.Create(CultureInfo.InvariantCulture, $"{DecideHeld.Prefix}:{what}:{id}");

        IReadOnlyList<Span> Line(Article article, string feed)
        {
            var title = ArticleReply.TitleOf(article, language, feed);
            return [article.Link is { } link ? new Link(title, new Uri(link)) : new Strong(title), new Text($" · {feed}")];
        }
    }
}

/// <summary>Approves or declines a waiting article, or, once the organizer has confirmed how many, approves all.</summary>
internal sealed class DecideHeld(BotDb db, EventInbox inbox, QueuePosts posts, ApproveAll approve, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "held-article";

    public static bool IsOrganizing => true;

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var language = request.Language;
        if (!request.IsOrganizer)
            return Task.FromResult(Reply.Tell(language, ArticleTexts.All[language, "refused"]));
        return inbox.OnceAsync(request.Intent, "subscriptions", inner => DecideAsync(request, parts, inner), inner => DecideAsync(request, parts, inner), ct);
    }

    private static long? ReadId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private async Task<Reply> DecideAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var language = request.Language;
        var over = Reply.Tell(language, ArticleTexts.All[language, "held.over"]);
        if (parts is ["ask"])
            return await approve.AskAsync(request.Intent, null, language, ct);
        if (parts is ["all", var last, var of] && ReadId(last) is { } upTo && ReadId(of) is { } feed)
            return await approve.RunAsync(request.Intent, upTo, feed == 0 ? null : feed, language, ct);
        if (parts is not ["approve" or "decline", var number] || ReadId(number) is not { } id)
            return over;

        var posting = await db.Postings.SingleOrDefaultAsync(p => p.Id == id && p.State == PostingState.Held, ct);
        var subscription = posting is null ? null : await db.Subscriptions.SeenFrom(request.Intent).SingleOrDefaultAsync(s => s.Id == posting.SubscriptionId, ct);
        if (posting is null || subscription is null)
            return over;

        var article = await db.Articles.SingleAsync(a => a.Id == posting.ArticleId, ct);
        var isApproved = parts[0] == "approve";
        (posting.State, posting.At, posting.Version) =
            (isApproved ? PostingState.Queued : PostingState.Declined, clock.UtcNow, article.Version);
        if (isApproved)
            await posts.SendAsync(await db.Feeds.SingleAsync(f => f.Id == article.FeedId, ct), article, subscription, urgent: false, ct);
        return Reply.Tell(language, ArticleTexts.All.Format(
            language, isApproved ? "held.approved" : "held.declined", SafeText.Shorten(ArticleReply.TitleOf(article, language), 200)));
    }
}
