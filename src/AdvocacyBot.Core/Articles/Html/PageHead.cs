using System.Globalization;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Polling;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Reads the picture that a page names for posts about it (https://ogp.me/). Reads tokens: the tree of a hostile page may be thousands
/// of times larger than the page. Pure; its time is proportional to the length of the source.
/// </summary>
internal static class PageHead
{
    /// <summary>In bytes; the head of a page is at its beginning.</summary>
    public const int MaxLength = 500_000;
    private const int MinSize = 100;
    private static readonly string[] Names = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];

    /// <returns>Null if the page names none, or only one that is too small to be a picture.</returns>
    public static PagePicture? Picture(string html, Uri address)
    {
        var (bases, found, text) = (new Bases(address), new Uri?[Names.Length + 1], (string?)null);
        for (var tokens = new HtmlTokenizer(html); tokens.Read();)
        {
            if (tokens.Kind != HtmlTokenKind.Open)
                continue;
            if (tokens.Name.Equals("body", StringComparison.OrdinalIgnoreCase))
                break;
            if (tokens.Name.Equals("link", StringComparison.OrdinalIgnoreCase) && tokens.Attribute("rel") is "image_src")
                found[^1] ??= bases.Resolve(tokens.Attribute("href"));
            if (!tokens.Name.Equals("meta", StringComparison.OrdinalIgnoreCase) || tokens.Attribute("content") is not { Length: > 0 } content)
                continue;

            var name = (tokens.Attribute("property") ?? tokens.Attribute("name"))?.Trim().ToLowerInvariant();
            if (Array.IndexOf(Names, name) is >= 0 and var index)
                found[index] ??= bases.Resolve(content);
            else if (name is "og:image:alt" or "twitter:image:alt")
                text ??= HtmlText.Line(new Markup(content, IsHtml: false));
            else if (name is "og:image:width" or "og:image:height" && int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size < MinSize)
                return null;
        }

        return Array.Find(found, candidate => candidate is not null) is { } picture ? new PagePicture(picture, text is { Length: > 0 } ? text : null) : null;
    }
}
