using System.Globalization;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>A picture in the text of an article.</summary>
/// <param name="Address">Its source as written.</param>
/// <param name="Text">Its alternative text, or null.</param>
/// <param name="Width">In pixels; null if unknown.</param>
/// <param name="Height">In pixels; null if unknown.</param>
internal readonly record struct HtmlPicture(string Address, string? Text, int? Width, int? Height);

/// <summary>Finds the pictures of HTML that are part of an article, and not its decoration or a means to count readers. Pure.</summary>
internal static class HtmlPictures
{
    private const int MaxExamined = 12;

    /// <summary>In pixels, for either side.</summary>
    private const int MinSize = 64;

    /// <summary>Parts of addresses of counters, emoji and share buttons.</summary>
    private static readonly string[] Decoration =
    [
        "feeds.feedburner.com/~", "pixel.wp.com", "stats.wordpress.com", "stats.wp.com", "doubleclick.net", "/emoji/", "s.w.org/images", "gravatar.com/avatar",
        "feedsportal.com", "/pixel.", "/pixel?", "/1x1.", "/spacer.", "/blank.gif", "/transparent.", "/counter.", "/counter?", "medium.com/_/stat",
        "share-button", "addtoany", "/smilies/", "wp-includes/images", "/b.gif?", "/open.gif",
    ];

    /// <summary>The pictures in the order of the source.</summary>
    public static IEnumerable<HtmlPicture> In(Markup markup)
    {
        if (!markup.IsHtml || markup.Value.Length < 10)
            yield break;

        var html = HtmlToBlocks.Unescaped(markup.Value);
        var at = html.IndexOf("<img", StringComparison.OrdinalIgnoreCase);
        for (var examined = 0; at >= 0 && examined < MaxExamined; examined++)
        {
            if (At(html, at, out var end) is { } found)
                yield return found;
            at = end >= html.Length ? -1 : html.IndexOf("<img", end, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Whether an address or a size is that of an icon, a counter or a decoration.</summary>
    public static bool IsDecoration(string address, int? width, int? height) =>
        width is < MinSize || height is < MinSize || Array.Exists(Decoration, part => address.Contains(part, StringComparison.OrdinalIgnoreCase))
        || TrackingPixels.IsOne(address);

    /// <summary>A length in pixels as attributes and styles write it: "640", "640px"; null for percentages and other words.</summary>
    public static int? Pixels(string? text)
    {
        if (text is null)
            return null;
        var digits = text.AsSpan().Trim();
        digits = digits.EndsWith("px", StringComparison.OrdinalIgnoreCase) ? digits[..^2] : digits;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) && pixels is >= 0 and < 100_000 ? (int)pixels : null;
    }

    private static HtmlPicture? At(string html, int at, out int end)
    {
        var tokens = new HtmlTokenizer(html, at);
        end = at + 4;
        if (!tokens.Read() || tokens.Kind != HtmlTokenKind.Open || tokens.Element != HtmlElement.Image)
            return null;

        end = tokens.Position;
        var (width, height) = (Pixels(tokens.Attribute("width")), Pixels(tokens.Attribute("height")));
        var source = Source(ref tokens);
        if (source is null || IsDecoration(source, width, height) || IsHidden(ref tokens) || (tokens.Attribute("class") is { } name && IsSmiley(name)))
            return null;
        return new HtmlPicture(source, tokens.Attribute("alt") is { } alt && HtmlText.OneLine(alt) is { Length: > 0 } text ? text : null, width, height);
    }

    /// <summary>The address of a picture, which pages that load late keep in other attributes.</summary>
    private static string? Source(ref HtmlTokenizer tokens)
    {
        foreach (var name in (ReadOnlySpan<string>)["data-src", "data-lazy-src", "data-original", "data-orig-file", "src"])
        {
            if (tokens.Attribute(name)?.Trim() is { Length: > 0 } source && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                return source;
        }

        return Largest(tokens.Attribute("srcset") ?? tokens.Attribute("data-srcset"));
    }

    /// <summary>The largest picture of a list such as "a.jpg 320w, b.jpg 640w".</summary>
    private static string? Largest(string? candidates)
    {
        var (largest, most) = ((string?)null, -1.0);
        foreach (var candidate in candidates?.Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var parts = candidate.TrimEnd(',').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var size = parts.Length > 1 && double.TryParse(parts[1].TrimEnd('w', 'x', 'h'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (parts.Length > 0 && size > most && !parts[0].StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                (largest, most) = (parts[0], size);
        }

        return largest;
    }

    private static bool IsHidden(ref HtmlTokenizer tokens) =>
        tokens.Attribute("hidden") is not null || (tokens.Attribute("style") is { Length: > 0 } style && HiddenStyle.HidesPicture(style));

    private static bool IsSmiley(string classes) =>
        classes.Contains("smiley", StringComparison.OrdinalIgnoreCase) || classes.Contains("emoji", StringComparison.OrdinalIgnoreCase)
        || classes.Contains("avatar", StringComparison.OrdinalIgnoreCase);
}
