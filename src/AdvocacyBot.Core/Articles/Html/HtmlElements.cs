using System.Collections.Frozen;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>The meaning of an HTML element for a reader of plain blocks.</summary>
internal enum HtmlElement : byte
{
    Inline,
    Break,
    Strong,
    Anchor,
    List,
    Quote,
    Block,
    Cell,
    Hidden,
    Image,
}

/// <summary>The elements of HTML by their names.</summary>
internal static class HtmlElements
{
    private static readonly FrozenDictionary<string, HtmlElement> Known = Table(
        (HtmlElement.Break, "br wbr"),
        (HtmlElement.Strong, "b strong em i"),
        (HtmlElement.Anchor, "a"),
        (HtmlElement.List, "ul ol"),
        (HtmlElement.Quote, "blockquote"),
        (HtmlElement.Block, "p div li h1 h2 h3 h4 h5 h6 tr table section article main figure figcaption pre dd dt dl header footer hr body html head"
            + " address details summary center caption tbody thead tfoot"),
        (HtmlElement.Cell, "td th"),
        (HtmlElement.Image, "img"),
        (HtmlElement.Hidden, "script style xmp iframe noembed noframes textarea title plaintext template noscript object svg math form select button"
            + " audio video canvas"));

    private static readonly FrozenSet<string> RawText =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext");

    private static readonly FrozenDictionary<string, HtmlElement>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RawByName = RawText.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> VoidByName =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SelfEndingByName =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "p", "li", "dt", "dd", "td", "th", "tr", "option").GetAlternateLookup<ReadOnlySpan<char>>();

    public static HtmlElement Find(ReadOnlySpan<char> name) => ByName.TryGetValue(name, out var element) ? element : HtmlElement.Inline;

    /// <summary>Whether the content of an element is not HTML.</summary>
    public static bool IsRawText(ReadOnlySpan<char> name) => name.Length > 2 && RawByName.Contains(name);

    /// <summary>Whether an element never has content.</summary>
    public static bool IsVoid(ReadOnlySpan<char> name) => VoidByName.Contains(name);

    /// <summary>Whether the end of an element may be left out before another of its kind.</summary>
    public static bool EndsBeforeItself(ReadOnlySpan<char> name) => SelfEndingByName.Contains(name);

    private static FrozenDictionary<string, HtmlElement> Table(params ReadOnlySpan<(HtmlElement Element, string Names)> rows)
    {
        var elements = new Dictionary<string, HtmlElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (element, names) in rows)
        {
            foreach (var name in names.Split(' '))
                elements.Add(name, element);
        }

        return elements.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
