using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Explains what happened to an article: when and in which version it was retrieved, and for each channel whether and why it was posted.</summary>
internal sealed class ArticlesWhy(BotDb db, ArticleList list, BotSettings bot) : ICommand
{
    public static CommandSpec Spec { get; } = new("articles why", ArticleTexts.All)
    {
        Options = [new OptionSpec("number", OptionKind.Number)],
        IsPrivate = true,
        IsQuery = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language) = (ArticleTexts.All, request.Language);
        var number = request.Number("number")!.Value;
        if (await list.FindAsync(request.Intent, number, ct) is not { } article)
            return Reply.Tell(language, texts.Format(language, "why.none", number));

        var feed = await db.Feeds.SingleAsync(f => f.Id == article.FeedId, ct);
        var subscriptions = await db.Subscriptions.ReadFrom(request.Intent).AsNoTracking()
            .Where(s => s.FeedId == feed.Id && s.State != SubscriptionState.Offered).ToListAsync(ct);
        var postings = await db.Postings.AsNoTracking().Where(p => p.ArticleId == article.Id).ToDictionaryAsync(p => p.SubscriptionId, ct);
        var cause = Subject.Of(ArticleReply.SubjectKind, article.Id);
        var deliveries = await db.Deliveries.AsNoTracking()
            .Where(d => d.Cause == cause && d.Operation == DeliveryOperation.Send).ToListAsync(ct);
        var lines = subscriptions.Select<Subscription, IReadOnlyList<Span>>(s =>
        [
            new Strong(s.Channel),
            new Text(" · " + Fate(postings.GetValueOrDefault(s.Id), deliveries.Find(d => d.ChannelRef == s.ChannelRef), language)),
        ]);
        return new Reply([Evidence(article, feed, language), new Listing([.. lines])])
        {
            Title = SafeText.Shorten(ArticleReply.TitleOf(article, language, feed.Title), 250),
            Link = ArticleReply.LinkOf(article, feed),
            Language = language,
            Visibility = Visibility.Private,
        };
    }

    private Fields Evidence(Article article, Feed feed, Language language)
    {
        var texts = ArticleTexts.All;
        return new Fields(
        [
            new Field(texts[language, "why.from"], [new Link(feed.Title, new Uri(feed.Address))]),
            new Field(texts[language, "why.seen"], [new Moment(article.SeenAt, bot.TimeZone)]),
            new Field(texts[language, "why.hash"], [new Code(article.ContentHash)]),
            new Field(texts[language, "why.versions"], article.Version.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    private static string Fate(Posting? posting, Delivery? delivery, Language language)
    {
        var texts = ArticleTexts.All;
        return posting?.State switch
        {
            null => texts[language, "why.before"],
            PostingState.Queued => Sending(delivery, language),
            PostingState.Filtered when posting.Reason?.Split(':', 2) is [var code, var words] => texts.Format(language, $"why.{code}", words),
            var state => texts[language, $"why.{state.ToString()!.ToLowerInvariant()}"],
        };
    }

    private static string Sending(Delivery? delivery, Language language)
    {
        var texts = ArticleTexts.All;
        return delivery?.State switch
        {
            null => texts[language, "why.forgotten"],
            DeliveryState.Sent => texts.Format(language, "why.sent", delivery.MessageId),
            DeliveryState.Parked => texts.Format(language, "why.parked", delivery.Problem),
            DeliveryState.Dropped => texts.Format(language, "why.dropped", delivery.Problem),
            _ => texts[language, "why.queued"],
        };
    }
}
