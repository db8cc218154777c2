using System.Net;
using System.Text;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Collects the content of one element: plain characters, or markup that is written out, escaped, or in Base64. One object serves all
/// elements of a document, one after the other.
/// </summary>
internal sealed class Capture
{
    private const int MaxLength = 200_000;
    private static readonly string[] KeptAttributes = ["href", "src", "alt", "title", "lang", "width", "height", "class", "srcset", "data-src", "style", "hidden"];
    private StringBuilder? many;
    private string? one;
    private bool isWrittenOut;
    private int length;
    private bool isPlain;
    private bool isBase64;
    private Uri? declaredBase;

    public Tag Tag { get; private set; }

    /// <summary>The number of open elements, including this one.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether elements inside are part of the text.</summary>
    public bool KeepsMarkup { get; private set; }

    /// <summary>Whether an item that begins inside means that the element was never closed.</summary>
    public bool IsLoose { get; private set; }

    /// <summary>Whether the element belongs to the format itself rather than to an extension.</summary>
    public bool IsCore { get; private set; }

    /// <summary>Begins again, for an element of plain characters.</summary>
    public Capture Plain(Tag tag, int depth)
    {
        (many, one, isWrittenOut, length, isPlain, isBase64, declaredBase) = (null, null, false, 0, false, false, null);
        (Tag, Depth, KeepsMarkup, IsLoose, IsCore) = (tag, depth, false, false, true);
        return this;
    }

    /// <summary>Begins again, for the element at which a pass stands.</summary>
    /// <param name="declared">The base that the document declares for links in the element.</param>
    public Capture For(Tag tag, int depth, IMarkup markup, bool isAtom, Uri? declared)
    {
        Plain(tag, depth);
        IsCore = markup.Prefix.Length == 0 || Vocabulary.IsCore(markup.Namespace) || tag == Tag.Content;
        if (tag is not (Tag.Title or Tag.Summary or Tag.Content or Tag.MediaTitle or Tag.MediaDescription))
            return this;

        var type = markup.HasAttributes ? markup.Attribute("type")?.Trim().ToLowerInvariant() : null;
        var mode = markup.HasAttributes ? markup.Attribute("mode")?.Trim().ToLowerInvariant() : null;
        var isText = type is null or "text" or "text/plain";
        var isMedia = type is not null && type.Contains('/', StringComparison.Ordinal)
            && !type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("xml", StringComparison.Ordinal);
        (KeepsMarkup, IsLoose, declaredBase) = (true, type != "xhtml", declared);
        isPlain = isAtom && isText && IsCore && markup.Prefix != "content";
        isBase64 = mode == "base64" || isMedia;
        return this;
    }

    public void Append(string text)
    {
        if (text.Length > 0)
            Write(isWrittenOut ? WebUtility.HtmlEncode(text) : text);
    }

    /// <summary>An element begins inside. Links relative to a base that the document declares become absolute.</summary>
    public void Open(IMarkup markup, Bases bases)
    {
        if (!isWrittenOut)
        {
            isWrittenOut = true;
            var before = WebUtility.HtmlEncode(one ?? "");
            (many, one, length) = (new StringBuilder(before), null, before.Length);
        }

        Write("<" + markup.Name);
        foreach (var name in markup.HasAttributes ? KeptAttributes : [])
        {
            if (markup.Attribute(name) is not { } value)
                continue;
            if (name is "href" or "src" && bases.Declared is not null && bases.Resolve(value) is { } target)
                value = target.AbsoluteUri;
            Write($" {name}=\"{WebUtility.HtmlEncode(value)}\"");
        }

        Write(">");
    }

    /// <summary>An element inside ends.</summary>
    public void Close(string name)
    {
        if (isWrittenOut && !(name.Length <= 3 && name.ToUpperInvariant() is "BR" or "IMG" or "HR"))
            Write($"</{name}>");
    }

    /// <summary>The collected text, trimmed.</summary>
    public string Text
    {
        get
        {
            if (many is not null)
                (one, many) = (many.ToString(), null);
            return one = (one ?? "").Trim();
        }
    }

    public Markup Markup
    {
        get
        {
            var text = Text;
            if (isBase64)
                return new Markup(FromBase64(text) ?? "", IsHtml: true, declaredBase);
            return new Markup(text, isWrittenOut || !isPlain, declaredBase);
        }
    }

    private void Write(string text)
    {
        if (length >= MaxLength)
            return;

        length += text.Length;
        if (one is null && many is null)
            one = text;
        else
            (many ??= new StringBuilder(one)).Append(text);
    }

    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count))
            return null;
        var decoded = Encoding.UTF8.GetString(bytes, 0, count);
        return decoded.Contains('\uFFFD', StringComparison.Ordinal) || decoded.Contains('\0', StringComparison.Ordinal) ? null : decoded;
    }
}
