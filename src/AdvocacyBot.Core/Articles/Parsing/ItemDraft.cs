using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>One item while it is being read. The format's own elements take precedence over those of extensions.</summary>
internal sealed class ItemDraft(Bases bases)
{
    private const int MaxCategories = 50;
    private List<string>? categories;
    private Field<string> guid;
    private Field<Markup> title;
    private Field<Markup> summary;
    private Field<Markup> content;
    private Field<string> published;
    private Field<string> updated;
    private Field<string> author;
    private (Uri Address, LinkRank Rank)? link;
    private MediaFile? media;
    private TimeSpan? duration;
    private string? mediaTitle;
    private Markup mediaDescription;
    private bool isInMedia;
    private string? source;
    private bool guidIsLink = true;

    public PictureChoice Pictures { get; } = new();

    /// <summary>The dates as written: when it was published, and when it was changed.</summary>
    public (string? Published, string? Updated) Dates => (published.Value, updated.Value);

    public void Take(Capture capture)
    {
        switch (capture.Tag)
        {
            case Tag.Title:
                Field<Markup>.Set(ref title, capture.Markup, capture.IsCore, capture.Text.Length > 0);
                break;
            case Tag.Summary:
                Field<Markup>.Set(ref summary, capture.Markup, capture.IsCore, capture.Text.Length > 0);
                break;
            case Tag.Content:
                Field<Markup>.Set(ref content, capture.Markup, isCore: true, capture.Text.Length > 0);
                break;
            case Tag.Link:
                TakeLink(capture.Text, LinkRank.Core);
                break;
            case Tag.OriginalLink:
                TakeLink(capture.Text, LinkRank.Original);
                break;
            case Tag.Guid:
                TakeGuid(capture.Text, capture.IsCore, guidIsLink);
                break;
            case Tag.Published:
                TakePublished(capture.Text, capture.IsCore);
                break;
            case Tag.Updated:
                Set(ref updated, capture.Text, capture.IsCore);
                break;
            case Tag.Author or Tag.Name:
                Set(ref author, AuthorOf(capture.Text), capture.IsCore);
                break;
            case Tag.Category:
                TakeCategory(capture.Text);
                break;
            case Tag.Source:
                source ??= capture.Text is { Length: > 0 } name ? HtmlText.Line(new Markup(name, IsHtml: true)) : null;
                break;
            case Tag.Url:
                Pictures.Add(bases.Resolve(capture.Text), PictureKind.Thumbnail);
                break;
            case Tag.Duration:
                duration ??= MediaFiles.Length(capture.Text);
                break;
            case Tag.MediaTitle or Tag.MediaDescription:
                TakeMediaText(capture);
                break;
        }
    }

    public void TakeGuid(string? text, bool isCore, bool mayBeLink)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        Set(ref guid, text.Trim(), isCore);
        if (mayBeLink && text.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase))
            TakeLink(text, LinkRank.Guid);
    }

    public void GuidIsLink(bool whether) => guidIsLink = whether;

    public void TakePublished(string? text, bool isCore) => Set(ref published, text, isCore);

    public void TakeCategory(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || categories?.Count >= MaxCategories)
            return;
        var name = HtmlText.Line(new Markup(text, IsHtml: true));
        if (name.Length > 0 && categories?.Contains(name, StringComparer.OrdinalIgnoreCase) != true)
            (categories ??= []).Add(name);
    }

    /// <summary>A link element with its target in an attribute: of several, a page to read has priority.</summary>
    public void TakeLink(IMarkup markup)
    {
        var type = markup.Attribute("type")?.Trim() ?? "text/html";
        switch (markup.Attribute("rel")?.Trim().ToLowerInvariant())
        {
            case null or "" or "alternate" or "http://www.iana.org/assignments/relation/alternate":
                var isPage = type is "text/html" or "application/xhtml+xml" or "text/plain";
                TakeLink(markup.Attribute("href"), isPage ? LinkRank.Core : LinkRank.OtherKind);
                break;
            case "enclosure":
                TakeEnclosure(markup);
                break;
            case "related" or "via":
                TakeLink(markup.Attribute("href"), LinkRank.Related);
                break;
            case "self":
                TakeLink(markup.Attribute("href"), LinkRank.Self);
                break;
        }
    }

    public void TakeLink(string? written, LinkRank rank)
    {
        if ((link is not { } before || rank > before.Rank) && bases.Resolve(written) is { } found)
            link = (found, rank);
    }

    public void TakeEnclosure(IMarkup markup)
    {
        if (bases.Resolve(markup.Attribute("url") ?? markup.Attribute("href")) is not { } found)
            return;

        var kind = MediaFiles.KindOf(markup, found);
        if (kind == MediaKind.Picture)
            Pictures.Add(bases, markup, PictureKind.Lead);
        else
            TakeLink(found.AbsoluteUri, LinkRank.Enclosure);
        if (kind is MediaKind.Audio or MediaKind.Video)
            media ??= new MediaFile(found, kind == MediaKind.Video, MediaFiles.Length(markup.Attribute("duration")));
    }

    /// <summary>Begins a media:content element, to which the media elements inside it belong.</summary>
    public void OpenMedia(IMarkup markup)
    {
        TakeEnclosure(markup);
        isInMedia = true;
    }

    public void CloseMedia()
    {
        isInMedia = false;
        Pictures.EndGroup();
    }

    public ParsedItem Finish(bool isCutOff, DateTime? publishedAt, DateTime? updatedAt)
    {
        if (summary.Value.IsEmpty && content.Value.IsEmpty)
            Field<Markup>.Set(ref summary, mediaDescription, isCore: false, !mediaDescription.IsEmpty);
        var shown = summary.Value.IsEmpty ? content.Value : summary.Value;
        Pictures.AddFrom(content.Value, bases);
        if (!summary.Value.IsEmpty)
            Pictures.AddFrom(summary.Value, bases);
        var picture = Pictures.Best;
        return new ParsedItem
        {
            Id = guid.Value is { Length: > 0 } id ? SafeText.Clean(id) : null,
            Title = HtmlText.Line(title.Value) is { Length: > 0 } line ? line : mediaTitle ?? "",
            Link = link?.Address,
            Summary = shown,
            Content = content.Value,
            Author = author.Value,
            Published = publishedAt,
            Updated = updatedAt,
            Categories = categories is null ? [] : categories,
            Picture = picture?.Address,
            PictureText = picture?.Text,
            Media = media is not null && media.Length is null ? media with { Length = duration } : media,
            Source = source,
            IsCutOff = isCutOff,
        };
    }

    /// <summary>Inside media:content a title or description describes the picture, elsewhere the item.</summary>
    private void TakeMediaText(Capture capture)
    {
        if (capture.Text.Length == 0)
            return;
        if (isInMedia)
            Pictures.Describe(HtmlText.Line(capture.Markup), isDescription: capture.Tag == Tag.MediaDescription);
        else if (capture.Tag == Tag.MediaTitle)
            mediaTitle ??= HtmlText.Line(capture.Markup);
        else if (mediaDescription.IsEmpty)
            mediaDescription = capture.Markup;
    }

    private static void Set(ref Field<string> field, string? text, bool isCore) =>
        Field<string>.Set(ref field, text?.Trim() ?? "", isCore, !string.IsNullOrWhiteSpace(text));

    /// <summary>RSS writes "someone@example.org (Some One)"; the address is private.</summary>
    private static string AuthorOf(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && text.AsSpan(0, open).Contains('@') && text.EndsWith(')'))
            text = text[(open + 1)..^1];
        else if (text.Contains('@', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal))
            text = "";
        return HtmlText.Line(new Markup(text, IsHtml: true));
    }

    /// <summary>A field with the precedence of its value: the first of the format's own elements, or the first of an extension.</summary>
    private struct Field<T>
    {
        private bool isCore;
        private bool isSet;

        public T? Value { get; private set; }

        public static void Set(ref Field<T> field, T value, bool isCore, bool isPresent)
        {
            if (isPresent && (!field.isSet || (isCore && !field.isCore)))
                field = new Field<T> { Value = value, isCore = isCore, isSet = true };
        }
    }
}

/// <summary>How well a link serves a reader, worst first.</summary>
internal enum LinkRank
{
    Self,
    Enclosure,
    Related,
    Guid,
    OtherKind,
    Core,
    Original,
}
