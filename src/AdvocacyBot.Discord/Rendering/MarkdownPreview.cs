using System.Globalization;
using System.Net;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Writes the Markdown that <see cref="Markdown"/> produces as HTML: the marks that it uses, and no others. Links are underlined, but
/// lead nowhere. Pure.
/// </summary>
/// <param name="language">For times.</param>
/// <param name="zone">The IANA zone of times; on Discord, each reader sees their own.</param>
internal sealed class MarkdownPreview(Language language, string zone)
{
    public void Write(StringBuilder html, string markdown)
    {
        foreach (var line in markdown.Split('\n').Where(l => l.Length > 0))
        {
            var (tag, text) = line switch
            {
                _ when line.StartsWith("## ", StringComparison.Ordinal) => ("<p class=\"title\">", line[3..]),
                _ when line.StartsWith("-# ", StringComparison.Ordinal) => ("<p class=\"quiet\">", line[3..]),
                _ when line.StartsWith("- ", StringComparison.Ordinal) => ("<p>• ", line[2..]),
                _ when line.StartsWith("> ", StringComparison.Ordinal) => ("<p class=\"quote\">", line[2..]),
                _ => ("<p>", line),
            };
            html.Append(tag);
            Inline(html, text);
            html.Append("</p>");
        }
    }

    private void Inline(StringBuilder html, string text)
    {
        var isStrong = false;
        for (var at = 0; at < text.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                Encode(html, text[++at].ToString());
            }
            else if (rest.StartsWith("**"))
            {
                html.Append(isStrong ? "</strong>" : "<strong>");
                (isStrong, at) = (!isStrong, at + 1);
            }
            else if (rest[0] == '`' && rest[1..].IndexOf('`') is > 0 and var code)
            {
                html.Append("<code>");
                Encode(html, text.Substring(at + 1, code));
                html.Append("</code>");
                at += code + 1;
            }
            else if (rest[0] == '[' && rest.IndexOf("](<") is > 0 and var label && rest[label..].IndexOf(">)") is > 0 and var end)
            {
                html.Append("<u>");
                Inline(html, text.Substring(at + 1, label - 1));
                html.Append("</u>");
                at += label + end + 1;
            }
            else if (rest[0] == '<' && rest.IndexOf('>') is > 1 and var close)
            {
                Bracketed(html, text.Substring(at + 1, close - 1));
                at += close;
            }
            else
            {
                Encode(html, char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? text.Substring(at++, 2) : text[at].ToString());
            }
        }

        if (isStrong)
            html.Append("</strong>");
    }

    /// <summary>An address, a timestamp, a channel or a role.</summary>
    private void Bracketed(StringBuilder html, string inner)
    {
        if (inner.Split(':') is ["t", var seconds, var style] && long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unix))
        {
            var shown = style switch { "D" => MomentStyle.Date, "t" => MomentStyle.Time, _ => MomentStyle.DateAndTime };
            Encode(html, Moments.Write(new Moment(DateTimeOffset.FromUnixTimeSeconds(unix).UtcDateTime, zone, shown), language));
        }
        else
        {
            html.Append("<u>");
            Encode(html, inner.TrimStart('#', '@', '&'));
            html.Append("</u>");
        }
    }

    private static void Encode(StringBuilder html, string text) => html.Append(WebUtility.HtmlEncode(text));
}
