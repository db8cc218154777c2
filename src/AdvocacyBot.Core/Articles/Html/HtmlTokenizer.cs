using System.Buffers;
using System.Net;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>Where an <see cref="HtmlTokenizer"/> stands.</summary>
internal enum HtmlTokenKind
{
    Text,
    Open,
    Close,
}

/// <summary>
/// Reads HTML as a sequence of tokens, without building a tree: a tree of hostile HTML can be thousands of times larger than its
/// source, because the standard reopens formatting elements in each paragraph. Never throws; its time is proportional to the
/// length of the source. The content of scripts, styles and other elements without words for a reader is skipped.
/// </summary>
internal ref struct HtmlTokenizer(string html, int start = 0)
{
    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\r\n\f/>");
    private readonly string html = html;
    private readonly int lastTagEnd = html.LastIndexOf('>');
    private int at = start;
    private int nameStart;
    private int nameEnd;
    private int tagEnd;
    private int textEnd;

    /// <summary>The token that the last <see cref="Read"/> found.</summary>
    public HtmlTokenKind Kind { get; private set; }

    /// <summary>The element's name as written, at <see cref="HtmlTokenKind.Open"/> and <see cref="HtmlTokenKind.Close"/>.</summary>
    public readonly ReadOnlySpan<char> Name => html.AsSpan(nameStart, nameEnd - nameStart);

    /// <summary>The element's meaning for a reader.</summary>
    public readonly HtmlElement Element => HtmlElements.Find(Name);

    /// <summary>The index of the next character that has not been read.</summary>
    public readonly int Position => at;

    /// <summary>The text at <see cref="HtmlTokenKind.Text"/>, with its character references resolved.</summary>
    public readonly string Text
    {
        get
        {
            var raw = html[nameStart..textEnd];
            return raw.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(raw) : raw;
        }
    }

    /// <summary>Whether the element at <see cref="HtmlTokenKind.Open"/> has attributes.</summary>
    public readonly bool HasAttributes => tagEnd - nameEnd > 1;

    /// <summary>Moves to the next token; false at the end.</summary>
    public bool Read()
    {
        while (at < html.Length)
        {
            if (html[at] != '<' || at >= lastTagEnd)
                return ReadText(at + 1);

            var next = html[at + 1];
            if (char.IsAsciiLetter(next))
                return ReadOpening();
            if (next == '/' && at + 2 < html.Length && char.IsAsciiLetter(html[at + 2]))
                return ReadClosing();
            if (html.AsSpan(at).StartsWith("<![CDATA["))
                return ReadCData();
            if (next is not ('!' or '?' or '/'))
                return ReadText(at + 1);
            at = After(html.AsSpan(at).StartsWith("<!--") ? "-->" : ">");
        }

        return false;
    }

    /// <summary>The decoded value of an attribute of the element at <see cref="HtmlTokenKind.Open"/>, or null.</summary>
    public readonly string? Attribute(string name)
    {
        for (var here = nameEnd; NextAttribute(ref here, tagEnd, out var key, out var value);)
        {
            if (html.AsSpan(key).Equals(name, StringComparison.OrdinalIgnoreCase))
                return WebUtility.HtmlDecode(html[value]);
        }

        return null;
    }

    private bool ReadText(int from)
    {
        var end = from < html.Length ? html.IndexOf('<', from) : -1;
        // After the last ">" no tag is complete, so angle brackets are text.
        end = end < 0 || end >= lastTagEnd ? html.Length : end;
        (Kind, nameStart, textEnd, at) = (HtmlTokenKind.Text, at, end, end);
        return true;
    }

    private bool ReadCData()
    {
        var begin = at + "<![CDATA[".Length;
        var end = html.IndexOf("]]>", begin, StringComparison.Ordinal);
        (Kind, nameStart, textEnd) = (HtmlTokenKind.Text, begin, end < 0 ? html.Length : end);
        at = end < 0 ? html.Length : end + 3;
        return true;
    }

    private bool ReadClosing()
    {
        (Kind, nameStart) = (HtmlTokenKind.Close, at + 2);
        nameEnd = EndOfName(nameStart);
        tagEnd = html.IndexOf('>', nameEnd);
        at = tagEnd + 1;
        return true;
    }

    private bool ReadOpening()
    {
        (Kind, nameStart) = (HtmlTokenKind.Open, at + 1);
        nameEnd = EndOfName(nameStart);
        var here = nameEnd;
        while (NextAttribute(ref here, html.Length, out _, out _))
        {
            // The end of the tag is where no further attribute follows.
        }

        tagEnd = Math.Min(here, html.Length);
        at = Math.Min(tagEnd + 1, html.Length);
        if (HtmlElements.IsRawText(Name))
            SkipRawText();
        return true;
    }

    /// <summary>Moves to the closing tag of an element whose content is not HTML.</summary>
    private void SkipRawText()
    {
        for (var found = at; found < html.Length; found += 2)
        {
            found = html.IndexOf("</", found, StringComparison.Ordinal);
            if (found < 0)
                break;
            if (html.AsSpan(found + 2).StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                at = found;
                return;
            }
        }

        at = html.Length;
    }

    private readonly int EndOfName(int from)
    {
        var rest = html.AsSpan(from);
        var length = rest.IndexOfAny(AfterName);
        return length < 0 ? html.Length : from + length;
    }

    private readonly int After(string mark)
    {
        var found = html.IndexOf(mark, at, StringComparison.Ordinal);
        return found < 0 ? html.Length : found + mark.Length;
    }

    /// <summary>Reads one attribute; without one, moves to the end of the tag. A quote that is never closed ends at the tag's end.</summary>
    private readonly bool NextAttribute(ref int here, int limit, out Range name, out Range value)
    {
        (name, value) = (default, default);
        while (here < limit && (char.IsWhiteSpace(html[here]) || html[here] is '/' or '"' or '\''))
            here++;
        if (here >= limit || html[here] == '>')
            return false;

        var begin = here++;
        while (here < limit && !char.IsWhiteSpace(html[here]) && html[here] is not ('=' or '>' or '/'))
            here++;
        name = begin..here;
        while (here < limit && char.IsWhiteSpace(html[here]))
            here++;
        if (here >= limit || html[here] != '=')
            return true;

        here++;
        while (here < limit && char.IsWhiteSpace(html[here]))
            here++;
        begin = here;
        if (here < limit && html[here] is '"' or '\'' && html.AsSpan(here + 1, limit - here - 1).IndexOf(html[here]) is >= 0 and var length)
        {
            value = (here + 1)..(here + 1 + length);
            here += length + 2;
            return true;
        }

        while (here < limit && !char.IsWhiteSpace(html[here]) && html[here] != '>')
            here++;
        value = begin..here;
        return true;
    }
}
