using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Reads the text of an article from its web page: the longest "article" or "main" element, or the body, without navigation. Pure;
/// its time is proportional to the length of the page.
/// </summary>
internal static class PageText
{
    private const int MaxPageLength = 1_000_000;
    private static readonly string[] Containers = ["article", "main", "body"];
    private static readonly string[] Surroundings = ["nav", "aside", "footer", "header", "form", "figcaption", "button", "noscript", "script", "style", "svg"];

    public static IReadOnlyList<Block> Read(string page, Uri address, int maxLength)
    {
        var html = page.Length > MaxPageLength ? page[..MaxPageLength] : page;
        foreach (var name in Surroundings)
            html = Without(html, name);
        foreach (var name in Containers)
        {
            var blocks = HtmlToBlocks.Read(new Markup(Longest(html, name), IsHtml: true), address, maxLength);
            if (blocks.Count > 0)
                return blocks;
        }

        return [];
    }

    /// <summary>The content of the longest element with a name; an element inside another of the same name is part of it.</summary>
    private static string Longest(string html, string name)
    {
        var (longest, depth, start) = ("", 0, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            if (IsTag(html, at + 1, name))
            {
                if (depth++ == 0)
                    start = at;
            }
            else if (at + 1 < html.Length && html[at + 1] == '/' && IsTag(html, at + 2, name) && depth > 0 && --depth == 0 && at - start > longest.Length)
            {
                longest = html[start..at];
            }
        }

        return depth > 0 && html.Length - start > longest.Length ? html[start..] : longest;
    }

    /// <summary>The document without the elements of a name. An element that is never closed stays.</summary>
    private static string Without(string html, string name)
    {
        if (!html.Contains($"<{name}", StringComparison.OrdinalIgnoreCase))
            return html;

        var kept = new System.Text.StringBuilder(html.Length);
        var done = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = at + 1 < html.Length ? html.IndexOf('<', at + 1) : -1)
        {
            if (!IsTag(html, at + 1, name))
                continue;
            var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
                break;
            kept.Append(html, done, at - done);
            done = html.IndexOf('>', end) is var close and >= 0 ? close + 1 : html.Length;
            at = done - 1;
        }

        return kept.Append(html, done, html.Length - done).ToString();
    }

    private static bool IsTag(string html, int at, string name) =>
        string.Compare(html, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && at + name.Length < html.Length && !char.IsLetterOrDigit(html[at + name.Length]) && html[at + name.Length] != '-';
}
