using System.Globalization;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Shows an article as a post. Pure.</summary>
internal static class ArticleReply
{
    public const string SubjectKind = "article";
    private const int MaxTitleLength = 250;
    private const int MaxSummaryLength = ArticleIdentity.ShownTextLength;

    /// <param name="article">The article.</param>
    /// <param name="feed">Its feed.</param>
    /// <param name="language">The language of the bot's own words; title and summary stay in the article's language.</param>
    /// <param name="zone">The IANA zone of its time if the reader's is unknown.</param>
    /// <param name="template">The parts and their order.</param>
    /// <param name="related">Facts and actions on its subject.</param>
    public static Reply Write(Article article, Feed feed, Language language, string zone, PostTemplate template, RelatedParts related)
    {
        var link = LinkOf(article, feed);
        var blocks = new List<Block>();
        foreach (var line in template.Lines)
            AddLine(line);
        if (article.ChangedAt is { } changed)
            blocks.Add(new Paragraph([new Text(ArticleTexts.All[language, "changed"] + " "), new Moment(changed, zone)]));

        return new Reply(blocks)
        {
            Title = SafeText.Shorten(TitleOf(article, language, feed.Title), MaxTitleLength),
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
                    if (MediaOf(article, language) is { } media)
                        blocks.Add(new Paragraph([media]));
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

    /// <summary>The title, or the first words of an untitled post, or who posted it.</summary>
    public static string TitleOf(Article article, Language language, string? feed = null)
    {
        if (article.Title.Length > 0)
            return article.Title;
        if (ItemText.FirstWords(HtmlToBlocks.Read(MarkupOf(article), null, MaxTitleLength)) is { Length: > 0 } words)
            return words;
        return (article.Author ?? article.Source ?? feed) is { Length: > 0 } name
            ? ArticleTexts.All.Format(language, "posted", name)
            : ArticleTexts.All[language, "untitled"];
    }

    /// <summary>The article's page or file, or its site: a post always leads somewhere.</summary>
    public static Uri LinkOf(Article article, Feed feed) => new(article.Link ?? article.Media ?? feed.Site ?? feed.Address);

    /// <summary>When it was published, or, in words, that it has no date and when it was first seen.</summary>
    public static IReadOnlyList<Span> DateOf(Article article, string zone, Language language, MomentStyle style = MomentStyle.DateAndTime) => article.Published is { } published
        ? [new Moment(published, zone, style)]
        : SpanTemplate.Fill(ArticleTexts.All[language, "undated"], [new Moment(article.SeenAt, zone, style)]);

    /// <summary>The id of the article that a post is about; null if it is about something else.</summary>
    public static long? ArticleOf(string subject) =>
        subject.Split('/') is [SubjectKind, var id] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The words that related facts and actions are searched for.</summary>
    public static ArticleWords WordsOf(Article article) => new(
        article.Title,
        article.Categories.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        TextOf(article, MaxSummaryLength));

    /// <summary>The summary's words.</summary>
    public static string TextOf(Article article, int maxLength) => HtmlToBlocks.PlainText(HtmlToBlocks.Read(MarkupOf(article), null, maxLength));

    private static Markup MarkupOf(Article article) =>
        new(article.Summary, article.SummaryIsHtml, article.SummaryBase is { } declared ? new Uri(declared) : null);

    /// <summary>"Audio, 27 min", as a link to the file.</summary>
    private static Link? MediaOf(Article article, Language language)
    {
        if (article.Media is not { } media)
            return null;
        var name = ArticleTexts.All[language, article.MediaIsVideo ? "media.video" : "media.audio"];
        return new Link(article.MediaSeconds is { } seconds and > 0 ? $"{name}, {Length(TimeSpan.FromSeconds(seconds))}" : name, new Uri(media));
    }

    /// <summary>Symbols of units, the same in all three languages.</summary>
    private static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalMinutes):0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };

    private static IEnumerable<Block> Summary(Article article, Feed feed, Uri link, Language language)
    {
        var blocks = HtmlToBlocks.Read(MarkupOf(article), article.Link is null ? new Uri(feed.Address) : link, MaxSummaryLength);
        // A summary that only repeats the title is left out.
        if (blocks is [Paragraph only] && Folding.Fold(PlainText.Write(only.Spans, language)) == Folding.Fold(TitleOf(article, language)))
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
        spans.AddRange([new Text(" · "), .. DateOf(article, zone, language)]);
        if (article.Categories.Length > 0)
            spans.Add(new Text(" · " + string.Join(", ", article.Categories.Split('\n').Take(5))));
        return spans;
    }

    /// <returns>The line with its values, or null if nothing is left of it.</returns>
    private static List<Span>? Fill(string line, Article article, Feed feed, Language language, string zone)
    {
        var spans = new List<Span>();
        var parts = PostTemplate.PartsOf(line);
        for (var i = 0; i < parts.Length; i += 2)
        {
            if (FillPart(parts[i], article, feed, language, zone) is not { } filled)
                continue;
            if (spans.Count > 0)
                spans.Add(new Text(parts[i - 1]));
            spans.AddRange(filled);
        }

        return spans.Count > 0 ? spans : null;
    }

    /// <returns>The part with its values, or null if one of them is empty.</returns>
    private static List<Span>? FillPart(string part, Article article, Feed feed, Language language, string zone)
    {
        var spans = new List<Span>();
        var at = 0;
        foreach (System.Text.RegularExpressions.Match placeholder in PostTemplate.Placeholder().Matches(part))
        {
            if (ValueOf(placeholder.Groups["name"].Value, article, feed, language, zone) is not { } value)
                return null;
            spans.Add(new Text(part[at..placeholder.Index]));
            spans.Add(value);
            at = placeholder.Index + placeholder.Length;
        }

        spans.Add(new Text(part[at..]));
        return [.. spans.Where(span => span is not Text { Value: "" })];
    }

    private static Span? ValueOf(string placeholder, Article article, Feed feed, Language language, string zone)
    {
        var text = placeholder switch
        {
            "title" => TitleOf(article, language, feed.Title),
            "summary" => TextOf(article, MaxSummaryLength),
            "author" => article.Author,
            "categories" => article.Categories.Replace("\n", ", ", StringComparison.Ordinal),
            "source" => article.Source,
            "feed" => feed.Title,
            _ => null,
        };
        return placeholder switch
        {
            "link" => new Link(LinkOf(article, feed).Host, LinkOf(article, feed)),
            "published" when article.Published is { } published => new Moment(published, zone),
            _ => string.IsNullOrEmpty(text) ? null : new Text(text),
        };
    }
}
