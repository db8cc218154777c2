using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>One item while it is being read. What a format's own element says stands before what an extension says.</summary>
internal sealed class ItemDraft(Bases bases)
{
    private const int MostCategories = 50;
    private readonly List<string> categories = [];
    private Said<string> guid;
    private Said<Markup> title;
    private Said<Markup> summary;
    private Said<Markup> content;
    private Said<string> published;
    private Said<string> updated;
    private Said<string> author;
    private (Uri Address, LinkRank Rank)? link;
    private (Uri Address, bool IsWhole)? picture;
    private string? pictureText;
    private string? source;
    private bool guidIsLink = true;

    public void Take(Capture capture)
    {
        switch (capture.Tag)
        {
            case Tag.Title:
                Said<Markup>.Hear(ref title, capture.Markup, capture.IsCore, capture.Text.Length > 0);
                break;
            case Tag.Summary:
                Said<Markup>.Hear(ref summary, capture.Markup, capture.IsCore, capture.Text.Length > 0);
                break;
            case Tag.Content:
                Said<Markup>.Hear(ref content, capture.Markup, isCore: true, capture.Text.Length > 0);
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
                Hear(ref updated, capture.Text, capture.IsCore);
                break;
            case Tag.Author or Tag.Name:
                Hear(ref author, AuthorOf(capture.Text), capture.IsCore);
                break;
            case Tag.Category:
                TakeCategory(capture.Text);
                break;
            case Tag.Source:
                source ??= capture.Text is { Length: > 0 } name ? HtmlText.Line(new Markup(name, IsHtml: true)) : null;
                break;
            case Tag.Url:
                TakePicture(bases.Resolve(capture.Text), isWhole: false);
                break;
            case Tag.PictureText:
                pictureText ??= HtmlText.Line(capture.Markup);
                break;
        }
    }

    public void TakeGuid(string? text, bool isCore, bool mayBeLink)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        Hear(ref guid, text.Trim(), isCore);
        if (mayBeLink && text.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase))
            TakeLink(text, LinkRank.Fallback);
    }

    public void GuidIsLink(bool whether) => guidIsLink = whether;

    public void TakePublished(string? text, bool isCore) => Hear(ref published, text, isCore);

    public void TakeCategory(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || categories.Count >= MostCategories)
            return;
        var name = HtmlText.Line(new Markup(text, IsHtml: true));
        if (name.Length > 0 && !categories.Contains(name, StringComparer.OrdinalIgnoreCase))
            categories.Add(name);
    }

    /// <summary>A link element with its target in an attribute: of several, a page to read comes first.</summary>
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
                TakeLink(markup.Attribute("href"), LinkRank.Fallback);
                break;
        }
    }

    public void TakeLink(string? written, LinkRank rank)
    {
        if (bases.Resolve(written) is { } found && (link is not { } before || rank > before.Rank))
            link = (found, rank);
    }

    public void TakeEnclosure(IMarkup markup)
    {
        var type = markup.Attribute("type") ?? markup.Attribute("medium") ?? "";
        if (type.StartsWith("image", StringComparison.OrdinalIgnoreCase))
            TakePicture(bases.Resolve(markup.Attribute("url") ?? markup.Attribute("href")), isWhole: true);
    }

    public void TakePicture(Uri? found, bool isWhole)
    {
        if (found is not null && (picture is not { } before || (isWhole && !before.IsWhole)))
            picture = (found, isWhole);
    }

    public ParsedItem Finish(bool isCutOff) => new()
    {
        Id = guid.Value is { Length: > 0 } id ? SafeText.Clean(id) : null,
        Title = HtmlText.Line(title.Value) is { Length: > 0 } line ? line : pictureText ?? "",
        Link = link?.Address,
        Summary = summary.Value.IsEmpty ? content.Value : summary.Value,
        Author = author.Value,
        Published = FeedDates.Read(published.Value) ?? FeedDates.Read(updated.Value),
        Updated = FeedDates.Read(updated.Value),
        Categories = categories,
        Image = picture?.Address,
        ImageText = pictureText,
        Source = source,
        IsCutOff = isCutOff,
    };

    private static void Hear(ref Said<string> said, string? text, bool isCore) =>
        Said<string>.Hear(ref said, text?.Trim() ?? "", isCore, !string.IsNullOrWhiteSpace(text));

    /// <summary>RSS writes "someone@example.org (Some One)"; the address is nobody's business.</summary>
    private static string AuthorOf(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && text.AsSpan(0, open).Contains('@') && text.EndsWith(')'))
            text = text[(open + 1)..^1];
        else if (text.Contains('@', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal))
            text = "";
        return HtmlText.Line(new Markup(text, IsHtml: true));
    }

    /// <summary>A field as it was last said with the right to say it: the first of the format's own, else the first of an extension.</summary>
    private struct Said<T>
    {
        private bool isCore;
        private bool isSaid;

        public T? Value { get; private set; }

        public static void Hear(ref Said<T> said, T value, bool isCore, bool isThere)
        {
            if (isThere && (!said.isSaid || (isCore && !said.isCore)))
                said = new Said<T> { Value = value, isCore = isCore, isSaid = true };
        }
    }
}

/// <summary>How good a link is, worst first.</summary>
internal enum LinkRank
{
    Fallback,
    OtherKind,
    Core,
    Original,
}
