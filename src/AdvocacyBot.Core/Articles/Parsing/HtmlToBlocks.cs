using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AngleSharp.Html.Parser;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Turns a publisher's HTML into neutral blocks: words, emphasis, links and lists stay; scripts, styles, pictures and every
/// other way to reach into the reader's client are left out. Pure.
/// </summary>
internal static partial class HtmlToBlocks
{
    private const int LongestSource = 100_000;
    private const int MostDepth = 60;

    /// <param name="markup">What the publisher wrote.</param>
    /// <param name="address">From which relative links lead.</param>
    /// <param name="most">How many characters to keep.</param>
    public static IReadOnlyList<Block> Read(Markup markup, Uri? address, int most)
    {
        if (markup.IsEmpty)
            return [];

        var source = markup.Value.Length > LongestSource ? markup.Value[..LongestSource] : markup.Value;
        if (!markup.IsHtml)
            return Paragraphs(SafeText.Clean(source), most);
        if (!source.Contains('<', StringComparison.Ordinal) && EscapedTag().IsMatch(source))
            source = System.Net.WebUtility.HtmlDecode(source);
        if (source.AsSpan().IndexOfAny('<', '&') < 0)
            return Paragraphs(SafeText.Clean(source), most);

        return Html.Read(source, address, most);
    }

    private static List<Block> Paragraphs(string text, int most)
    {
        var blocks = new List<Block>();
        foreach (var paragraph in SafeText.Shorten(text.Trim(), most).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            blocks.Add(new Paragraph(paragraph));
        return blocks;
    }

    [GeneratedRegex("&lt;/?(p|a|b|i|br|div|img|em|strong|ul|ol|li|span|h[1-6]|blockquote|table)\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EscapedTag();

    /// <summary>Apart, so that the parser is loaded for whoever has markup to be parsed.</summary>
    private static class Html
    {
        private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsScripting = false });

        public static IReadOnlyList<Block> Read(string source, Uri? address, int most)
        {
            var walk = new BlockWalk(address, most);
            walk.Visit(Parser.ParseDocument(source).Body!, MostDepth);
            return walk.Finish();
        }
    }
}
