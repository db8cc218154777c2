using System.Net;
using System.Text;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>Makes plain text of a title, a name or a category: no tags, no scripts, no character references, no line breaks.</summary>
public static class HtmlText
{
    private const int MaxLength = 1_000;

    /// <summary>One plain line of at most 1,000 characters.</summary>
    public static string Line(Markup markup)
    {
        var text = markup.Value;
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > MaxLength * 10)
            text = text[..(MaxLength * 10)];
        if (markup.IsHtml)
            text = WithoutTags(HtmlToBlocks.Unescaped(text));
        return SafeText.Shorten(OneLine(Mojibake.Repair(text)), MaxLength);
    }

    /// <summary>Cleaned, with each run of white space as one space.</summary>
    public static string OneLine(string text)
    {
        if (IsPlainLine(text))
            return text;

        var line = new StringBuilder(text.Length);
        foreach (var c in SafeText.Clean(text))
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The words of HTML: no tags, character references resolved. "a &lt; b" is not a tag.</summary>
    public static string WithoutTags(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal))
            return html.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(html) : html;

        var text = new StringBuilder(html.Length);
        for (var tokens = new HtmlTokenizer(html); tokens.Read();)
        {
            if (tokens.Kind == HtmlTokenKind.Text)
                text.Append(tokens.Text);
            else if (tokens.Element is not (HtmlElement.Inline or HtmlElement.Strong or HtmlElement.Anchor or HtmlElement.Hidden))
                text.Append(' ');
        }

        return text.ToString();
    }

    private static bool IsPlainLine(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        && !text.Contains("  ", StringComparison.Ordinal)
        && (text.Length == 0 || (text[0] != ' ' && text[^1] != ' '));
}
