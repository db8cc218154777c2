using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// Lists stored articles. A channel sees the articles of the feeds that its community follows on the same platform, so that what a
/// group reads in its rooms stays there.
/// </summary>
internal sealed class ArticleList(BotDb db, BotSettings bot)
{
    public const int DefaultCount = 5;
    private const int MaxCount = 20;
    private const int PageSize = 10;
    private const int MaxShownLength = 80;

    public async Task<Reply> LatestAsync(Request request, int count, CancellationToken ct)
    {
        var rows = await Visible(request.Intent)
            .OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Take(Math.Clamp(count, 1, MaxCount)).ToListAsync(ct);
        return await ShowAsync(request, rows, ArticleTexts.All[request.Language, "latest.title"], ArticleTexts.All[request.Language, "latest.none"], ct);
    }

    /// <summary>The articles that a search finds, newest first, a page at a time.</summary>
    public async Task<Reply> SearchAsync(Request request, string words, CancellationToken ct)
    {
        var (texts, language, search) = (ArticleTexts.All, request.Language, ArticleSearch.Read(words));
        var shown = SafeText.Shorten(search.Shown, MaxShownLength);
        if (search.IsEmpty)
            return Reply.Tell(language, texts[language, "search.empty"]);

        var query = search.Apply(Visible(request.Intent));
        var total = await query.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(search.Page, 1, pages);
        var rows = await query.OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var reply = await ShowAsync(request, rows, texts.Format(language, "search.title", shown), texts.Format(language, "search.none", shown), ct);
        return page < pages
            ? reply with { Blocks = [.. reply.Blocks, new Paragraph(texts.Format(language, "search.more", total - (page * PageSize), shown, page + 1))] }
            : reply;
    }

    /// <summary>The articles that somebody sees; see <see cref="SeenSubscriptions"/>.</summary>
    public IQueryable<Article> Visible(Intent intent)
    {
        // As a list of feeds, so that articles are found by their feed and not each of them is looked at.
        var feeds = db.Subscriptions.ReadFrom(intent).Where(s => s.State != SubscriptionState.Offered).Select(s => s.FeedId);
        return db.Articles.AsNoTracking().Where(a => feeds.Contains(a.FeedId));
    }

    /// <summary>The article with a number of the present community that somebody sees; null if there is none.</summary>
    public async Task<Article?> FindAsync(Intent intent, long number, CancellationToken ct)
    {
        var id = await db.ArticleNumbers.Where(n => n.Number == number).Select(n => n.ArticleId).SingleOrDefaultAsync(ct);
        return await Visible(intent).SingleOrDefaultAsync(a => a.Id == id, ct);
    }

    private async Task<Reply> ShowAsync(Request request, List<Article> rows, string title, string none, CancellationToken ct)
    {
        var language = request.Language;
        if (rows.Count == 0)
            return Reply.Say(language, none);

        var feedIds = rows.Select(r => r.FeedId).Distinct().ToList();
        var feeds = await db.Feeds.Where(f => feedIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Title, ct);
        var ids = rows.Select(r => r.Id).ToList();
        var numbers = await db.ArticleNumbers.Where(n => ids.Contains(n.ArticleId)).ToDictionaryAsync(n => n.ArticleId, n => n.Number, ct);
        return new Reply([new Listing([.. rows.Select(a => Line(a, numbers[a.Id], feeds[a.FeedId], language))])]) { Title = title, Language = language };
    }

    private List<Span> Line(Article article, long number, string feed, Language language)
    {
        var title = ArticleReply.TitleOf(article, language, feed);
        return
        [
            article.Link is { } link ? new Link(title, new Uri(link)) : new Strong(title),
            new Text($" · {feed} · "),
            .. ArticleReply.DateOf(article, bot.TimeZone, language, MomentStyle.Date),
            new Text(" · "),
            new Code(number.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
