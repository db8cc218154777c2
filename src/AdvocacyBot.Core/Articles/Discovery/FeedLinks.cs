using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AdvocacyBot.Core.Articles.Discovery;

/// <summary>A feed that a page names.</summary>
/// <param name="Title">As the page calls it; empty where it does not.</param>
internal sealed record FeedLink(Uri Address, string Title);

/// <summary>Finds the feeds that a web page names. Pure.</summary>
internal static class FeedLinks
{
    private const int MaxCount = 10;
    private const int MaxPageLength = 2_000_000;
    private static readonly string[] Types = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

    /// <summary>Where sites keep their feed without saying so.</summary>
    public static IReadOnlyList<string> WellKnown { get; } = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"];

    public static IReadOnlyList<FeedLink> In(ReadOnlyMemory<byte> page, string? contentType, Uri address)
    {
        var reading = FeedBytes.Detect(page.Span, contentType);
        var text = reading.Encoding.GetString(page.Span[..Math.Min(page.Length, MaxPageLength)]);
        var document = new HtmlParser().ParseDocument(text);
        var bases = new Bases(new Bases(address).Resolve(document.QuerySelector("base[href]")?.GetAttribute("href")) ?? address);
        var declared = document.QuerySelectorAll("link[rel][href]").Where(IsDeclared).ToList();
        var elements = declared.Count > 0 ? declared : [.. document.QuerySelectorAll("a[href]").Where(LooksLikeFeed)];
        return
        [
            .. elements
                .Select(e => (Address: bases.Resolve(e.GetAttribute("href")), Title: HtmlText.OneLine(e.GetAttribute("title") ?? "")))
                .Where(found => found.Address is not null)
                .Select(found => new FeedLink(found.Address!, found.Title))
                .DistinctBy(found => found.Address)
                .Take(MaxCount),
        ];
    }

    private static bool IsDeclared(IElement link)
    {
        var relations = (link.GetAttribute("rel") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var type = link.GetAttribute("type")?.Split(';')[0].Trim();
        return relations.Contains("feed", StringComparer.OrdinalIgnoreCase)
            || (relations.Contains("alternate", StringComparer.OrdinalIgnoreCase) && Types.Contains(type, StringComparer.OrdinalIgnoreCase));
    }

    private static bool LooksLikeFeed(IElement anchor)
    {
        var path = (anchor.GetAttribute("href") ?? "").Split('?', '#')[0].TrimEnd('/').ToLowerInvariant();
        return WellKnown.Any(known => path.EndsWith(known, StringComparison.Ordinal)) || path.EndsWith(".rss", StringComparison.Ordinal);
    }
}
