using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles;

/// <summary>The words of a feed item as a reader sees them, without markup and boilerplate. Pure.</summary>
public static class ItemText
{
    private const int MaxTitleFromText = 100;
    private const int MaxSummary = 1_000;

    /// <summary>The title, or the first words of the text of an untitled item; empty if it has neither.</summary>
    public static string Title(ParsedItem item) => item.Title.Length > 0 ? item.Title : FirstWords(HtmlToBlocks.Read(item.Summary, item.Link, MaxTitleFromText * 2));

    /// <summary>The summary on one line, up to 1,000 characters.</summary>
    public static string Summary(ParsedItem item) => HtmlToBlocks.PlainText(HtmlToBlocks.Read(item.Summary, item.Link, MaxSummary));

    /// <summary>The beginning of the first line, cut between words.</summary>
    internal static string FirstWords(IReadOnlyList<Block> blocks)
    {
        var text = blocks.SelectMany(BlockTrim.LinesOf).Select(line => string.Concat(line.Select(BlockTrim.TextOf)))
            .Select(line => HtmlText.OneLine(line.Split('\n', 2)[0])).FirstOrDefault(line => line.Length > 0) ?? "";
        if (text.Length <= MaxTitleFromText)
            return text;
        var space = text.LastIndexOf(' ', MaxTitleFromText);
        return space > MaxTitleFromText / 2 ? string.Concat(text.AsSpan(0, space).TrimEnd(" ,;:–—-"), "…") : SafeText.Shorten(text, MaxTitleFromText);
    }
}
