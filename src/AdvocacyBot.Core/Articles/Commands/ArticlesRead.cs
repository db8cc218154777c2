using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the full text of an article from its page, with its source, for people who cannot open the page.</summary>
internal sealed class ArticlesRead(BotDb db, ArticleList list, FeedFetcher fetcher) : ICommand
{
    private const int MaxLength = 6_000;
    private const int MaxTitleLength = 250;

    public static CommandSpec Spec { get; } = new("articles read", ArticleTexts.All)
    {
        Options = [new OptionSpec("number", OptionKind.Number)],
        IsPrivate = true,
        IsQuery = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, number) = (ArticleTexts.All, request.Language, request.Number("number")!.Value);
        if (await list.FindAsync(request.Intent, number, ct) is not { } article)
            return Reply.Tell(language, texts.Format(language, "why.none", number));
        if (article.Link is null)
            return Reply.Tell(language, texts[language, "fulltext.nolink"]);

        var address = new Uri(article.Link);
        var fetched = await fetcher.GetAsync(address, etag: null, lastModified: null, ct);
        if (fetched.Outcome != FetchOutcome.Read)
            return Reply.Tell(language, texts.Format(language, "fulltext.failed", article.Link, fetched.Problem?.In(language)));

        var reading = FeedBytes.Detect(fetched.Body.Span, fetched.ContentType);
        var blocks = PageText.Read(reading.Encoding.GetString(fetched.Body.Span[reading.Skip..]), fetched.Address, MaxLength);
        if (blocks.Count == 0)
            return Reply.Tell(language, texts.Format(language, "fulltext.empty", article.Link));

        var feed = await db.Feeds.Where(f => f.Id == article.FeedId).Select(f => f.Title).SingleAsync(ct);
        return new Reply([.. blocks, new Paragraph([new Text(texts[language, "fulltext.source"] + " "), new Link($"{feed}, {fetched.Address.Host}", fetched.Address)])])
        {
            Title = SafeText.Shorten(ArticleReply.TitleOf(article, language, feed), MaxTitleLength),
            Link = address,
            Language = language,
            Visibility = Visibility.Private,
        };
    }
}
