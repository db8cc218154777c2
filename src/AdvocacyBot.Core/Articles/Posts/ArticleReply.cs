using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Shows an article as a post. Pure.</summary>
internal static class ArticleReply
{
    public const string SubjectKind = "article";
    private const int LongestTitle = 250;
    private const int LongestSummary = 700;

    /// <param name="article">Which.</param>
    /// <param name="feed">Where it is from.</param>
    /// <param name="language">Of what the bot itself says; title and summary stay in the article's own.</param>
    /// <param name="zone">In which its time is shown where the reader's is not known.</param>
    /// <param name="template">Which parts, in which order.</param>
    /// <param name="related">What the bot holds on its subject.</param>
    public static Reply Write(Article article, Feed feed, Language language, string zone, PostTemplate template, RelatedParts related)
    {
        var link = article.Link is { } address ? new Uri(address) : null;
        var blocks = new List<Block>();
        foreach (var line in template.Lines)
            AddLine(line);
        if (article.Version > 1 && article.ChangedAt is { } changed)
            blocks.Add(new Paragraph([new Text(ArticleTexts.All[language, "changed"] + " "), new Moment(changed, zone)]));

        return new Reply(blocks)
        {
            Title = SafeText.Shorten(TitleOf(article, language), LongestTitle),
            Link = link,
            Picture = article.Image is { } image ? new Picture(new Uri(image), article.ImageText) : null,
            Language = language,
            Choices = related.Choices,
            Subjects = [Subject.Of(SubjectKind, article.Id), .. related.Subjects],
        };

        void AddLine(string line)
        {
            switch (line)
            {
                case "{summary}":
                    blocks.AddRange(Summary(article, feed, link, language));
                    break;
                case "{related}":
                    blocks.AddRange(related.Blocks);
                    break;
                case "{byline}":
                    blocks.Add(new Paragraph(Byline(article, feed, language, zone)));
                    break;
                default:
                    if (Fill(line, article, feed, language, zone) is { } spans)
                        blocks.Add(new Paragraph(spans));
                    break;
            }
        }
    }

    public static string TitleOf(Article article, Language language) =>
        article.Title.Length > 0 ? article.Title : ArticleTexts.All[language, "untitled"];

    /// <summary>What is searched for related matter.</summary>
    public static ArticleWords WordsOf(Article article) => new(
        article.Title,
        article.Categories.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        HtmlText.Line(new Markup(article.Summary, article.SummaryIsHtml)));

    private static IEnumerable<Block> Summary(Article article, Feed feed, Uri? link, Language language)
    {
        var blocks = HtmlToBlocks.Read(new Markup(article.Summary, article.SummaryIsHtml), link ?? new Uri(feed.Address), LongestSummary);
        // A summary that only says the title again says nothing.
        if (blocks is [Paragraph only] && Folding.Fold(PlainText.Write(only.Spans, language)) == Folding.Fold(article.Title))
            return [];
        if (LanguageNames.FromLocale(feed.Language) is { } own && own == language)
            return blocks;
        return feed.Language is null
            ? blocks
            : blocks.Select(block => block is Paragraph words ? new Quote(words.Spans, feed.Language) : block);
    }

    private static List<Span> Byline(Article article, Feed feed, Language language, string zone)
    {
        List<Span> spans = [new Text(article.Source is { } source && source != feed.Title ? $"{source} · {feed.Title}" : feed.Title)];
        if (article.Author is { Length: > 0 } author)
            spans.Add(new Text(" · " + author));
        if (article.Published is { } published)
            spans.AddRange([new Text(" · "), new Moment(published, zone)]);
        if (article.Categories.Length > 0)
            spans.Add(new Text(" · " + string.Join(", ", article.Categories.Split('\n').Take(5))));
        return spans;
    }

    private static List<Span>? Fill(string line, Article article, Feed feed, Language language, string zone)
    {
        var spans = new List<Span>();
        var (at, filled, gaps) = (0, false, 0);
        foreach (System.Text.RegularExpressions.Match gap in PostTemplate.Gap().Matches(line))
        {
            gaps++;
            spans.Add(new Text(line[at..gap.Index]));
            at = gap.Index + gap.Length;
            if (ValueOf(gap.Groups["name"].Value, article, feed, language, zone) is not { } value)
                continue;
            filled = true;
            spans.Add(value);
        }

        spans.Add(new Text(line[at..]));
        return filled || gaps == 0 ? spans : null;
    }

    private static Span? ValueOf(string gap, Article article, Feed feed, Language language, string zone)
    {
        var text = gap switch
        {
            "title" => TitleOf(article, language),
            "summary" => SafeText.Shorten(HtmlText.Line(new Markup(article.Summary, article.SummaryIsHtml)), LongestSummary),
            "author" => article.Author,
            "categories" => article.Categories.Replace("\n", ", ", StringComparison.Ordinal),
            "source" => article.Source,
            "feed" => feed.Title,
            _ => null,
        };
        return gap switch
        {
            "link" when article.Link is { } link => new Link(new Uri(link).Host, new Uri(link)),
            "published" when article.Published is { } published => new Moment(published, zone),
            _ => string.IsNullOrEmpty(text) ? null : new Text(text),
        };
    }
}
