using System.Collections.Frozen;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>The meaning of an element of a feed.</summary>
internal enum Tag
{
    None,
    Root,
    Item,
    Title,
    Link,
    Guid,
    Summary,
    Content,
    Published,
    Updated,
    Author,
    Name,
    Category,
    Enclosure,
    MediaContent,
    MediaTitle,
    MediaDescription,
    Thumbnail,
    Duration,
    Picture,
    Url,
    Source,
    Language,
    Interval,
    OriginalLink,
    Aside,
}

/// <summary>The names of elements in all formats, versions and namespaces, with their meanings.</summary>
internal static class Vocabulary
{
    private const string Core = "core";

    private static readonly FrozenDictionary<string, string> Spaces = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Core,
        ["http://www.w3.org/2005/Atom"] = Core,
        ["http://purl.org/atom/ns#"] = Core,
        ["http://purl.org/rss/1.0/"] = Core,
        ["http://purl.org/net/rss1.1#"] = Core,
        ["http://my.netscape.com/rdf/simple/0.9/"] = Core,
        ["http://channel.netscape.com/rdf/simple/0.9/"] = Core,
        ["http://backend.userland.com/rss"] = Core,
        ["http://backend.userland.com/RSS2"] = Core,
        ["http://blogs.law.harvard.edu/tech/rss"] = Core,
        ["http://purl.org/rss/1.0/modules/rss091#"] = Core,
        ["http://example.com/newformat#"] = Core,
        ["http://example.com/necho"] = Core,
        ["http://purl.org/echo/"] = Core,
        ["uri/of/echo/namespace#"] = Core,
        ["http://purl.org/pie/"] = Core,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf",
        ["http://purl.org/dc/elements/1.1/"] = "dc",
        ["http://purl.org/dc/terms/"] = "dcterms",
        ["http://purl.org/rss/1.0/modules/content/"] = "content",
        ["http://search.yahoo.com/mrss/"] = "media",
        ["http://search.yahoo.com/mrss"] = "media",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://example.com/DTDs/PodCast-1.0.dtd"] = "itunes",
        ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner",
        ["http://purl.org/rss/1.0/modules/syndication/"] = "sy",
        ["http://www.w3.org/1999/xhtml"] = "xhtml",
        ["http://www.w3.org/XML/1998/namespace"] = "xml",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Tag> Tags = Table(
        (Tag.Root, "rss feed channel RDF rdf:RDF"),
        (Tag.Item, "item entry"),
        (Tag.Title, "title dc:title"),
        (Tag.Link, "link"),
        (Tag.Guid, "guid id dc:identifier"),
        (Tag.Summary, "description summary abstract dc:description itunes:summary"),
        (Tag.Content, "content content:encoded body fullitem xhtml:body xhtml:div"),
        (Tag.Published, "pubDate published issued created date dc:date dcterms:issued dcterms:created"),
        (Tag.Updated, "updated modified lastUpdated dcterms:modified"),
        (Tag.Author, "author managingEditor dc:creator dc:author itunes:author"),
        (Tag.Name, "name"),
        (Tag.Category, "category keywords dc:subject"),
        (Tag.Enclosure, "enclosure"),
        (Tag.MediaContent, "media:content"),
        (Tag.MediaTitle, "media:title"),
        (Tag.MediaDescription, "media:description"),
        (Tag.Thumbnail, "media:thumbnail"),
        (Tag.Duration, "itunes:duration"),
        (Tag.Picture, "image logo itunes:image"),
        (Tag.Url, "url"),
        (Tag.Source, "source"),
        (Tag.Language, "language dc:language"),
        (Tag.Interval, "ttl sy:updatePeriod"),
        (Tag.OriginalLink, "feedburner:origLink"),
        (Tag.Aside, "textInput contributor dc:contributor comments cloud skipHours skipDays media:text"));

    private static readonly FrozenDictionary<string, string> ByConvention = Spaces
        .Where(space => space.Value != Core && space.Value != "xml")
        .DistinctBy(space => space.Value)
        .ToFrozenDictionary(space => space.Value, space => space.Key, StringComparer.Ordinal);

    /// <summary>
    /// The meaning of an element. An unknown default namespace counts as the core's, since publishers invent them.
    /// </summary>
    public static Tag Find(string address, string prefix, string name)
    {
        if (!Spaces.TryGetValue(address, out var space))
            space = prefix.Length == 0 ? Core : null;
        if (space is null)
            return Tag.None;
        return Tags.GetValueOrDefault(space == Core ? name : $"{space}:{name}");
    }

    /// <summary>Whether a namespace is that of a format itself.</summary>
    public static bool IsCore(string address) => Spaces.GetValueOrDefault(address) == Core;

    /// <summary>The namespace that an undeclared prefix usually stands for.</summary>
    public static string Conventional(string prefix) => prefix switch
    {
        "" or "atom" or "atom10" or "rss" or "a" => "",
        _ => ByConvention.GetValueOrDefault(prefix, $"undeclared:{prefix}"),
    };

    private static FrozenDictionary<string, Tag> Table(params ReadOnlySpan<(Tag Tag, string Names)> rows)
    {
        var tags = new Dictionary<string, Tag>(StringComparer.OrdinalIgnoreCase);
        foreach (var (tag, names) in rows)
        {
            foreach (var name in names.Split(' '))
                tags.Add(name, tag);
        }

        return tags.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
