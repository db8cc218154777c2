using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Discovery;

/// <summary>A feed that a page names.</summary>
/// <param name="Title">As the page calls it; empty if it does not.</param>
internal sealed record FeedLink(Uri Address, string Title);

/// <summary>
/// Finds the feeds that a web page names. Reads tokens: the tree of a hostile page may be thousands of times larger than the page.
/// Pure; its time is proportional to the length of the page.
/// </summary>
internal static class FeedLinks
{
    private const int MaxCount = 10;
    private const int MaxExamined = 5_000;
    private const int MaxPageLength = 2_000_000;
    private static readonly string[] Types = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

    /// <summary>Where sites keep their feed without naming it.</summary>
    public static IReadOnlyList<string> WellKnown { get; } = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"];

    public static IReadOnlyList<FeedLink> In(ReadOnlyMemory<byte> page, string? contentType, Uri address)
    {
        var reading = FeedBytes.Detect(page.Span, contentType);
        var html = reading.Encoding.GetString(page.Span[..Math.Min(page.Length, MaxPageLength)]);
        var (home, declared, other) = ((string?)null, new List<(string Address, string Title)>(), new List<(string Address, string Title)>());
        for (var tokens = new HtmlTokenizer(html); tokens.Read();)
        {
            if (tokens.Kind != HtmlTokenKind.Open || Math.Max(declared.Count, other.Count) >= MaxExamined)
                continue;
            if (tokens.Name.Equals("base", StringComparison.OrdinalIgnoreCase))
                home ??= tokens.Attribute("href");
            else if (tokens.Name.Equals("link", StringComparison.OrdinalIgnoreCase) && IsDeclared(tokens.Attribute("rel"), tokens.Attribute("type")))
                Add(declared, ref tokens);
            else if (tokens.Element == HtmlElement.Anchor && tokens.Attribute("href") is { } target && LooksLikeFeed(target))
                Add(other, ref tokens);
        }

        var bases = new Bases(new Bases(address).Resolve(home) ?? address);
        return
        [
            .. (declared.Count > 0 ? declared : other)
                .Select(found => (Address: bases.Resolve(found.Address), found.Title))
                .Where(found => found.Address is not null)
                .Select(found => new FeedLink(found.Address!, found.Title))
                .DistinctBy(found => found.Address)
                .Take(MaxCount),
        ];
    }

    private static void Add(List<(string Address, string Title)> found, ref HtmlTokenizer tokens)
    {
        if (tokens.Attribute("href") is { } target)
            found.Add((target, HtmlText.OneLine(tokens.Attribute("title") ?? "")));
    }

    private static bool IsDeclared(string? relation, string? type)
    {
        var relations = (relation ?? "").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return relations.Contains("feed", StringComparer.OrdinalIgnoreCase)
            || (relations.Contains("alternate", StringComparer.OrdinalIgnoreCase) && Types.Contains(type?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase));
    }

    private static bool LooksLikeFeed(string target)
    {
        var path = target.Split('?', '#')[0].TrimEnd('/').ToLowerInvariant();
        return WellKnown.Any(known => path.EndsWith(known, StringComparison.Ordinal)) || path.EndsWith(".rss", StringComparison.Ordinal);
    }
}
