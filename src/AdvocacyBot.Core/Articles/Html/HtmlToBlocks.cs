using System.Net;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Turns a publisher's HTML into neutral blocks: words, emphasis, links and lists stay; scripts, styles, pictures and everything
/// else that reaches into the reader's client are left out, and so is what publishing systems add to each article. Pure; its time
/// is proportional to the length of the source.
/// </summary>
internal static class HtmlToBlocks
{
    private const int MaxSourceLength = 100_000;

    /// <summary>How much more is read than shown, so that boilerplate at the end of the shown part is recognized.</summary>
    private const int Lookahead = 400;

    private static readonly string[] EscapedTags =
    [
        "p", "a", "b", "i", "br", "div", "img", "em", "strong", "ul", "ol", "li", "span", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table",
        "script", "style", "figure", "font", "center", "hr", "u", "sup", "sub", "iframe", "section", "article", "small", "pre", "code",
    ];

    /// <param name="markup">The publisher's text.</param>
    /// <param name="address">The base of relative links that the markup does not name itself.</param>
    /// <param name="maxLength">How many characters are kept.</param>
    public static IReadOnlyList<Block> Read(Markup markup, Uri? address, int maxLength)
    {
        if (markup.IsEmpty)
            return [];

        var source = markup.Value.Length > MaxSourceLength ? markup.Value[..MaxSourceLength] : markup.Value;
        var html = markup.IsHtml ? Unescaped(source) : source;
        var budget = maxLength > int.MaxValue - Lookahead ? maxLength : maxLength + Lookahead;
        var blocks = markup.IsHtml && html.AsSpan().IndexOfAny('<', '&') >= 0
            ? new BlockBuilder(markup.Base ?? address, budget).Read(html)
            : Paragraphs(SafeText.Clean(Mojibake.Repair(html)), budget);
        return BlockTrim.To(Boilerplate.Remove(blocks), maxLength);
    }

    /// <summary>The words of the blocks on one line.</summary>
    public static string PlainText(IReadOnlyList<Block> blocks) =>
        HtmlText.OneLine(string.Join(' ', blocks.SelectMany(BlockTrim.LinesOf).Select(spans => string.Concat(spans.Select(BlockTrim.TextOf)))));

    /// <summary>HTML that was escaped once too often: no tags, but escaped ones.</summary>
    public static string Unescaped(string source) =>
        !source.Contains('<', StringComparison.Ordinal) && HasEscapedTag(source) ? WebUtility.HtmlDecode(source) : source;

    private static bool HasEscapedTag(string source)
    {
        for (var at = source.IndexOf("&lt;", StringComparison.Ordinal); at >= 0; at = source.IndexOf("&lt;", at + 4, StringComparison.Ordinal))
        {
            var rest = source.AsSpan(at + 4).TrimStart('/');
            foreach (var tag in EscapedTags)
            {
                if (rest.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (rest.Length == tag.Length || !char.IsLetterOrDigit(rest[tag.Length])))
                    return true;
            }
        }

        return false;
    }

    private static List<Block> Paragraphs(string text, int maxLength)
    {
        var blocks = new List<Block>();
        foreach (var paragraph in SafeText.Shorten(text.Trim(), maxLength).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            blocks.Add(new Paragraph(paragraph));
        return blocks;
    }
}
