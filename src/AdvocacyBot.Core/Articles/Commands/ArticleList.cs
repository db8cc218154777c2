using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// Lists stored articles. A channel sees the articles of the feeds that are followed on its own platform: what one group reads
/// in its rooms is no other platform's business.
/// </summary>
internal sealed class ArticleList(BotDb db, BotSettings bot)
{
    public const int Usual = 5;
    public const int Most = 20;
    private const int MostWords = 8;

    public async Task<Reply> LatestAsync(Request request, int count, CancellationToken ct)
    {
        var rows = await Visible(request.Intent.Channel)
            .OrderByDescending(a => a.SortAt).ThenByDescending(a => a.Id).Take(Math.Clamp(count, 1, Most)).ToListAsync(ct);
        return await ShowAsync(request, rows, ArticleTexts.All[request.Language, "latest.title"], ArticleTexts.All[request.Language, "latest.none"], ct);
    }

    /// <summary>Articles that have every one of the words, newest first.</summary>
    public async Task<Reply> SearchAsync(Request request, string words, CancellationToken ct)
    {
        var query = Visible(request.Intent.Channel);
        foreach (var word in Folding.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            query = query.Where(a => a.Folded.Contains(word));
        var rows = await query.OrderByDescending(a => a.SortAt).ThenByDescending(a => a.Id).Take(Most / 2).ToListAsync(ct);
        var shown = SafeText.Shorten(words, 80);
        return await ShowAsync(
            request, rows, ArticleTexts.All.Format(request.Language, "search.title", shown), ArticleTexts.All.Format(request.Language, "search.none", shown), ct);
    }

    private IQueryable<Article> Visible(ChannelRef here)
    {
        var subscriptions = db.Subscriptions;
        return db.Articles.AsNoTracking().Where(a => subscriptions.Any(s =>
            s.FeedId == a.FeedId && s.Platform == here.Platform && s.State != SubscriptionState.Offered));
    }

    private async Task<Reply> ShowAsync(Request request, List<Article> rows, string title, string none, CancellationToken ct)
    {
        var language = request.Language;
        if (rows.Count == 0)
            return Reply.Say(language, none);

        var feedIds = rows.Select(r => r.FeedId).Distinct().ToList();
        var feeds = await db.Feeds.Where(f => feedIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Title, ct);
        return new Reply([new Listing([.. rows.Select(a => Line(a, feeds[a.FeedId], language))])]) { Title = title, Language = language };
    }

    private List<Span> Line(Article article, string feed, Language language)
    {
        var title = ArticleReply.TitleOf(article, language);
        return
        [
            article.Link is { } link ? new Link(title, new Uri(link)) : new Strong(title),
            new Text($" · {feed} · "),
            new Moment(article.SortAt, bot.TimeZone, MomentStyle.Date),
            new Text(" · "),
            new Code(article.Id.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
