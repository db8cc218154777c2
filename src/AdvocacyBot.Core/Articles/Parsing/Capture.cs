using System.Net;
using System.Text;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Gathers what stands in one element: plain characters, or markup, whether that was written out, escaped, or in Base64.
/// </summary>
internal sealed class Capture
{
    private const int Longest = 400_000;
    private static readonly string[] Kept = ["href", "src", "alt", "title", "lang"];
    private StringBuilder? many;
    private string? one;
    private bool isWrittenOut;
    private int length;

    private Capture(Tag tag, int depth, bool keepsMarkup)
    {
        (Tag, Depth, KeepsMarkup) = (tag, depth, keepsMarkup);
    }

    public Tag Tag { get; }

    /// <summary>How many elements are open, this one included.</summary>
    public int Depth { get; }

    /// <summary>Whether elements within are part of the text.</summary>
    public bool KeepsMarkup { get; }

    /// <summary>Whether an item that begins within means that the element was never closed.</summary>
    public bool IsLoose { get; private init; }

    /// <summary>Whether the element belongs to the format itself and not to an extension of it.</summary>
    public bool IsCore { get; private init; } = true;

    private bool IsPlain { get; init; }

    private bool IsBase64 { get; init; }

    public static Capture Plain(Tag tag, int depth) => new(tag, depth, keepsMarkup: false);

    /// <summary>A capture that fits the element that a pass stands at.</summary>
    public static Capture? For(Tag tag, int depth, IMarkup markup, bool isAtom)
    {
        var isCore = markup.Prefix.Length == 0 || Vocabulary.IsCore(markup.Namespace) || tag == Tag.Content;
        if (tag is not (Tag.Title or Tag.Summary or Tag.Content or Tag.PictureText))
            return new Capture(tag, depth, keepsMarkup: false) { IsCore = isCore };

        var type = markup.HasAttributes ? markup.Attribute("type")?.Trim().ToLowerInvariant() : null;
        var mode = markup.HasAttributes ? markup.Attribute("mode")?.Trim().ToLowerInvariant() : null;
        var isText = type is null or "text" or "text/plain";
        var isMedia = type is not null && type.Contains('/', StringComparison.Ordinal)
            && !type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("xml", StringComparison.Ordinal);
        return new Capture(tag, depth, keepsMarkup: true)
        {
            IsCore = isCore,
            IsLoose = type != "xhtml",
            IsPlain = isAtom && isText && isCore && markup.Prefix != "content",
            IsBase64 = mode == "base64" || isMedia,
        };
    }

    public void Append(string text)
    {
        if (text.Length > 0)
            Write(isWrittenOut ? WebUtility.HtmlEncode(text) : text);
    }

    /// <summary>An element begins within.</summary>
    public void Open(IMarkup markup)
    {
        if (!isWrittenOut)
        {
            isWrittenOut = true;
            var before = WebUtility.HtmlEncode(one ?? "");
            (many, one, length) = (new StringBuilder(before), null, before.Length);
        }

        Write("<" + markup.Name);
        foreach (var name in markup.HasAttributes ? Kept : [])
        {
            if (markup.Attribute(name) is { } value)
                Write($" {name}=\"{WebUtility.HtmlEncode(value)}\"");
        }

        Write(">");
    }

    /// <summary>An element within ends.</summary>
    public void Close(string name)
    {
        if (isWrittenOut && name.ToUpperInvariant() is not ("BR" or "IMG" or "HR"))
            Write($"</{name}>");
    }

    /// <summary>All that was gathered, without blanks around it.</summary>
    public string Text => (many?.ToString() ?? one ?? "").Trim();

    public Markup Markup
    {
        get
        {
            var text = Text;
            if (IsBase64)
                return new Markup(FromBase64(text) ?? "", IsHtml: true);
            return new Markup(text, isWrittenOut || !IsPlain);
        }
    }

    private void Write(string text)
    {
        if (length >= Longest)
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
