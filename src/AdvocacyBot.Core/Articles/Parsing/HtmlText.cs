using System.Net;
using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>Makes one plain line of a title, a name, a category: no tags, no entities, no line breaks.</summary>
public static class HtmlText
{
    private const int Longest = 1_000;

    public static string Line(Markup markup)
    {
        var text = markup.Value;
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > Longest * 10)
            text = text[..(Longest * 10)];
        if (markup.IsHtml && text.AsSpan().IndexOfAny('<', '&') >= 0)
            text = WebUtility.HtmlDecode(WithoutTags(text));
        return SafeText.Shorten(OneLine(text), Longest);
    }

    /// <summary>Cleaned, with every run of blanks as one.</summary>
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

    /// <summary>Leaves out everything that looks like a tag; "a &lt; b" is none.</summary>
    public static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var next = at + 1 < html.Length ? html[at + 1] : ' ';
            var end = html[at] == '<' && (char.IsAsciiLetter(next) || next is '/' or '!') ? html.IndexOf('>', at) : -1;
            if (end < 0)
            {
                text.Append(html[at++]);
                continue;
            }

            if (html.AsSpan(at, 3).StartsWith("<br", StringComparison.OrdinalIgnoreCase))
                text.Append(' ');
            at = end + 1;
        }

        return text.ToString();
    }

    private static bool IsPlainLine(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        && !text.Contains("  ", StringComparison.Ordinal)
        && (text.Length == 0 || (text[0] != ' ' && text[^1] != ' '));
}
