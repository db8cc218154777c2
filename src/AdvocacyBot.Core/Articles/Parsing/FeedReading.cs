using NodaTime;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads one pass over a document into a feed: RSS of every version, RDF, Atom, CDF. The formats share one vocabulary, so mixtures
/// of them are read, too.
/// </summary>
internal sealed class FeedReading(IMarkup markup, Uri? address, DateTimeZone? zone)
{
    public const int MaxItems = 200_000;
    private const int MaxDepth = 1_000;
    private const int MaxNodes = 4_000_000;
    private readonly ItemList items = new(zone);
    private readonly HashSet<FeedFlaw> flaws = [];
    private readonly TagCache tags = new();
    private readonly List<Tag> path = [];
    private readonly Bases bases = new(address);
    private readonly FeedDraft feed = new();
    private ItemDraft? item;
    private int itemDepth;
    private bool leavesItemsOpen;
    private int asideDepth = int.MaxValue;
    private readonly Capture collector = new();
    private Capture? capture;
    private FeedFormat? format;

    /// <summary>The feed, or null if the document is not one. Complete once <see cref="Run"/> has returned.</summary>
    public ParsedFeed? Found => format is { } known
        ? new ParsedFeed(known, items.Finish(feed.Language))
        {
            Title = feed.Title,
            Site = feed.Site,
            Language = feed.Language,
            MinimumInterval = feed.MinimumInterval,
            Hub = feed.Hub,
            Self = feed.Self,
            Flaws = [.. flaws],
        }
        : null;

    /// <summary>The name of the outermost element.</summary>
    public string Outermost { get; private set; } = "";

    public void Note(FeedFlaw flaw) => flaws.Add(flaw);

    /// <summary>Reads to the end, or to a limit.</summary>
    public void Run()
    {
        for (var nodes = 0; items.Count < MaxItems; nodes++)
        {
            switch (markup.Read())
            {
                case Node.Open:
                    Open();
                    break;
                case Node.Close:
                    Close();
                    break;
                case Node.Text:
                    capture?.Append(markup.Text);
                    break;
                case Node.End:
                    if (markup.EndedEarly)
                        flaws.Add(FeedFlaw.CutOff);
                    return;
            }

            if (path.Count > MaxDepth || nodes > MaxNodes)
            {
                flaws.Add(FeedFlaw.TooDeep);
                return;
            }
        }

        flaws.Add(FeedFlaw.TooManyItems);
    }

    private void Open()
    {
        if (path.Count == 0)
            Outermost = markup.Name;
        var tag = tags.Find(markup);
        if (markup.HasAttributes)
            bases.Open(path.Count, markup);
        if (capture is { KeepsMarkup: true } inner && !(tag == Tag.Item && inner.IsLoose))
        {
            path.Add(Tag.None);
            inner.Open(markup, bases);
            return;
        }

        var parent = path.Count > 0 ? path[^1] : Tag.None;
        path.Add(tag);
        if (path.Count > asideDepth)
        {
            OpenAside(tag, parent);
            return;
        }

        switch (tag)
        {
            case Tag.None:
                break;
            case Tag.Root:
                format ??= FormatOf(markup);
                if (item is null && (markup.Attribute("href") ?? markup.Attribute("HREF")) is { } home)
                    feed.TakeSite(bases.Resolve(home), isPage: true);
                break;
            case Tag.Item:
                OpenItem();
                break;
            case Tag.Aside or Tag.Source:
                asideDepth = path.Count;
                capture = tag == Tag.Source ? collector.Plain(tag, path.Count) : null;
                break;
            case Tag.Picture:
                asideDepth = path.Count;
                item?.Pictures.Add(bases.Resolve(markup.Attribute("url") ?? markup.Attribute("href")), PictureKind.Thumbnail);
                break;
            case Tag.Thumbnail:
                item?.Pictures.Add(bases, markup, PictureKind.Thumbnail);
                break;
            default:
                OpenField(tag);
                break;
        }
    }

    /// <summary>Inside a picture or a source, names have another meaning: the title there is not the item's.</summary>
    private void OpenAside(Tag tag, Tag parent)
    {
        capture = (parent, tag) switch
        {
            (Tag.Source, Tag.Title) => collector.Plain(Tag.Source, path.Count),
            (Tag.Picture, Tag.Url) => collector.Plain(Tag.Url, path.Count),
            _ => null,
        };
    }

    private void OpenItem()
    {
        EndCapture();
        if (item is { } left)
        {
            items.Add(left, isCutOff: false);
            leavesItemsOpen = true;
        }

        format ??= FormatOf(markup);
        item = new ItemDraft(bases);
        itemDepth = path.Count;
        if (!markup.HasAttributes)
            return;
        item.TakeLink(markup.Attribute("href") ?? markup.Attribute("HREF"), LinkRank.Core);
        item.TakeGuid(markup.Attribute("rdf:about"), isCore: false, mayBeLink: true);
        item.TakePublished(markup.Attribute("lastmod") ?? markup.Attribute("LASTMOD"), isCore: false);
    }

    private void OpenField(Tag tag)
    {
        capture = collector.For(tag, path.Count, markup, format == FeedFormat.Atom, bases.Declared);
        if (!markup.HasAttributes)
            return;

        switch (tag)
        {
            case Tag.Link when item is { } target:
                target.TakeLink(markup);
                break;
            case Tag.Link:
                feed.TakeLink(markup, bases);
                break;
            case Tag.Category:
                item?.TakeCategory(markup.Attribute("label") ?? markup.Attribute("term"));
                break;
            case Tag.Enclosure:
                item?.TakeEnclosure(markup);
                break;
            case Tag.MediaContent:
                item?.OpenMedia(markup);
                break;
            case Tag.Content when markup.Attribute("src") is { } elsewhere:
                item?.TakeLink(elsewhere, LinkRank.Related);
                break;
            case Tag.Guid:
                item?.GuidIsLink(!string.Equals(markup.Attribute("isPermaLink")?.Trim(), "false", StringComparison.OrdinalIgnoreCase));
                break;
        }
    }

    private void Close()
    {
        if (path.Count == 0)
            return;

        var tag = path[^1];
        if (capture is { } ended)
        {
            if (ended.Depth == path.Count)
                EndCapture();
            else
                ended.Close(markup.Name);
        }

        bases.Close(path.Count - 1);
        if (path.Count == asideDepth)
            asideDepth = int.MaxValue;
        if (tag == Tag.MediaContent)
            item?.CloseMedia();
        if (tag == Tag.Item && item is { } done && path.Count == itemDepth)
        {
            items.Add(done, isCutOff: markup.EndedEarly && !leavesItemsOpen);
            item = null;
        }

        path.RemoveAt(path.Count - 1);
    }

    private void EndCapture()
    {
        if (capture is not { } ended)
            return;

        capture = null;
        if (item is not null)
            item.Take(ended);
        else
            feed.Take(ended, bases);
    }

    private static FeedFormat FormatOf(IMarkup markup) => markup.Name.ToUpperInvariant() switch
    {
        "FEED" or "ENTRY" => FeedFormat.Atom,
        "RDF" => FeedFormat.Rdf,
        "CHANNEL" when (markup.Attribute("href") ?? markup.Attribute("HREF")) is not null => FeedFormat.Cdf,
        _ => FeedFormat.Rss,
    };
}
