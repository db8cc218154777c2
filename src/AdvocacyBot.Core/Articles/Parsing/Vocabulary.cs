using System.Collections.Frozen;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>What an element of a feed says.</summary>
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
    Picture,
    PictureText,
    Url,
    Source,
    Language,
    Rest,
    OriginalLink,
    Aside,
}

/// <summary>The names of elements over all formats, versions and namespaces, and what each says.</summary>
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

    private static readonly FrozenDictionary<string, Tag> Tags = new Dictionary<string, Tag>(StringComparer.OrdinalIgnoreCase)
    {
        ["rss"] = Tag.Root, ["feed"] = Tag.Root, ["channel"] = Tag.Root, ["rdf:RDF"] = Tag.Root, ["RDF"] = Tag.Root,
        ["item"] = Tag.Item, ["entry"] = Tag.Item,
        ["title"] = Tag.Title, ["dc:title"] = Tag.Title,
        ["link"] = Tag.Link,
        ["guid"] = Tag.Guid, ["id"] = Tag.Guid, ["dc:identifier"] = Tag.Guid,
        ["description"] = Tag.Summary, ["summary"] = Tag.Summary, ["abstract"] = Tag.Summary, ["dc:description"] = Tag.Summary,
        ["itunes:summary"] = Tag.Summary, ["media:description"] = Tag.Summary,
        ["content"] = Tag.Content, ["content:encoded"] = Tag.Content, ["body"] = Tag.Content, ["fullitem"] = Tag.Content,
        ["xhtml:body"] = Tag.Content, ["xhtml:div"] = Tag.Content,
        ["pubDate"] = Tag.Published, ["published"] = Tag.Published, ["issued"] = Tag.Published, ["created"] = Tag.Published,
        ["dc:date"] = Tag.Published, ["dcterms:issued"] = Tag.Published, ["dcterms:created"] = Tag.Published, ["date"] = Tag.Published,
        ["updated"] = Tag.Updated, ["modified"] = Tag.Updated, ["dcterms:modified"] = Tag.Updated, ["lastUpdated"] = Tag.Updated,
        ["author"] = Tag.Author, ["dc:creator"] = Tag.Author, ["dc:author"] = Tag.Author, ["itunes:author"] = Tag.Author,
        ["managingEditor"] = Tag.Author, ["name"] = Tag.Name,
        ["category"] = Tag.Category, ["dc:subject"] = Tag.Category, ["keywords"] = Tag.Category,
        ["enclosure"] = Tag.Enclosure, ["media:content"] = Tag.Enclosure,
        ["media:thumbnail"] = Tag.Picture, ["itunes:image"] = Tag.Picture, ["image"] = Tag.Picture, ["logo"] = Tag.Picture,
        ["url"] = Tag.Url,
        ["media:title"] = Tag.PictureText, ["media:text"] = Tag.Aside,
        ["source"] = Tag.Source,
        ["language"] = Tag.Language, ["dc:language"] = Tag.Language,
        ["ttl"] = Tag.Rest, ["sy:updatePeriod"] = Tag.Rest,
        ["feedburner:origLink"] = Tag.OriginalLink,
        ["textInput"] = Tag.Aside, ["contributor"] = Tag.Aside, ["dc:contributor"] = Tag.Aside, ["comments"] = Tag.Aside,
        ["cloud"] = Tag.Aside, ["skipHours"] = Tag.Aside, ["skipDays"] = Tag.Aside, ["items"] = Tag.Aside,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> ByConvention = Spaces
        .Where(space => space.Value != Core && space.Value != "xml")
        .DistinctBy(space => space.Value)
        .ToFrozenDictionary(space => space.Value, space => space.Key, StringComparer.Ordinal);

    /// <summary>
    /// What an element says. A default namespace that nobody knows is taken for the core's, since publishers make them up.
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

    /// <summary>The namespace that a prefix usually stands for, where a document forgot to say.</summary>
    public static string Conventional(string prefix) => prefix switch
    {
        "" or "atom" or "atom10" or "rss" or "a" => "",
        _ => ByConvention.GetValueOrDefault(prefix, $"undeclared:{prefix}"),
    };
}
