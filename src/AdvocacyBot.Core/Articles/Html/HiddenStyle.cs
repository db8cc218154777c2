namespace AdvocacyBot.Core.Articles.Html;

/// <summary>Finds elements that a browser does not show. Pure.</summary>
internal static class HiddenStyle
{
    /// <summary>Whether the attributes of an element at <see cref="HtmlTokenKind.Open"/> hide its words.</summary>
    public static bool Hides(ref HtmlTokenizer tokens) =>
        tokens.HasAttributes && (tokens.Attribute("hidden") is not null || (tokens.Attribute("style") is { Length: > 0 } style && HidesWords(style)));

    /// <summary>Whether a style hides a picture; one of a single pixel is hidden, too.</summary>
    public static bool HidesPicture(string style) =>
        HidesWords(style) || Declarations(style).Any(d => d is ("width" or "height" or "max-width" or "max-height", _) && HtmlPictures.Pixels(d.Value) is 0 or 1)
        || Declarations(style).Any(d => d is ("left" or "top" or "text-indent", _) && d.Value.StartsWith('-') && HtmlPictures.Pixels(d.Value[1..]) > 999);

    private static bool HidesWords(string style) =>
        Declarations(style).Any(d => d is ("display", "none") or ("visibility", "hidden" or "collapse") or ("opacity", "0" or "0.0" or "0%") or ("mso-hide", "all"));

    private static IEnumerable<(string Name, string Value)> Declarations(string style)
    {
        foreach (var declaration in style.Split(';'))
        {
            if (declaration.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                yield return (declaration[..colon].Trim().ToLowerInvariant(), declaration[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant());
        }
    }
}
