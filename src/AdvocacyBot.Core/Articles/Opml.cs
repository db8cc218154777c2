using System.Text;
using System.Xml;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles;

/// <summary>A feed of a list, with the settings that the bot itself wrote into it.</summary>
/// <param name="Title">As the list calls it; empty if it does not.</param>
/// <param name="Folder">The folders around it, as <see cref="FeedFolder"/> writes them; null for none.</param>
internal sealed record OpmlFeed(Uri Address, string Title, string? Folder, string? Filter, string? Digest, string? Quiet);

/// <summary>
/// Reads and writes lists of feeds as every feed reader exchanges them (http://opml.org/spec2.opml). Settings are attributes in a
/// namespace of the bot's own, which other readers ignore. Pure.
/// </summary>
internal static class Opml
{
    private const int MaxCount = 1_000;
    private const string Prefix = "bot";
    private const string Namespace = "urn:advocacybot:opml";

    /// <param name="Feeds">Each address once.</param>
    /// <param name="Unusable">The addresses of outlines that cannot be those of feeds, as written.</param>
    public sealed record File(IReadOnlyList<OpmlFeed> Feeds, IReadOnlyList<string> Unusable);

    /// <returns>Null if it is not OPML.</returns>
    public static File? Read(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var text = FeedBytes.Detect(bytes.Span, contentType).Encoding.GetString(bytes.Span).TrimStart('\uFEFF');
        var markup = new LooseMarkup(text);
        var (isOpml, unusable, feeds) = (false, new List<string>(), new Dictionary<Uri, OpmlFeed>());
        // One for each outline that is open; empty for a feed, which is no folder.
        var folders = new Stack<string>();
        for (var node = markup.Read(); node != Node.End; node = markup.Read())
        {
            if (node == Node.Close && IsOutline(markup))
                folders.TryPop(out _);
            if (node != Node.Open)
                continue;
            isOpml |= markup.Name.Equals("opml", StringComparison.OrdinalIgnoreCase);
            if (!IsOutline(markup))
                continue;
            var folder = FeedFolder.Write(folders.Reverse());
            var isFeed = markup.Attribute("xmlUrl") is { Length: > 0 };
            folders.Push(isFeed ? "" : HtmlText.OneLine(markup.Attribute("title") ?? markup.Attribute("text") ?? ""));
            if (!isFeed)
                continue;
            var written = markup.Attribute("xmlUrl")!;
            if (FeedAddress.Read(written)?.Address is { } address && feeds.Count < MaxCount)
                feeds.TryAdd(address, FeedOf(address, folder, markup));
            else
                unusable.Add(HtmlText.OneLine(written));
        }

        return isOpml ? new File([.. feeds.Values], unusable) : null;
    }

    private static bool IsOutline(LooseMarkup markup) => markup.Name.Equals("outline", StringComparison.OrdinalIgnoreCase);

    private static OpmlFeed FeedOf(Uri address, string? folder, LooseMarkup markup) => new(
        address, HtmlText.OneLine(markup.Attribute("title") ?? markup.Attribute("text") ?? ""), folder,
        markup.Attribute($"{Prefix}:filter"), markup.Attribute($"{Prefix}:digest"), markup.Attribute($"{Prefix}:quiet"));

    /// <param name="title">Of the list.</param>
    /// <param name="followed">Each feed with one of its subscriptions.</param>
    public static string Write(string title, IEnumerable<(Subscription Subscription, Feed Feed)> followed)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", Prefix, null, Namespace);
            xml.WriteStartElement("head");
            xml.WriteElementString("title", title);
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            WriteFolder(xml, [.. followed], 0);
        }

        return text.ToString();
    }

    /// <summary>The feeds that stand in a folder itself, then its folders.</summary>
    /// <param name="depth">How many folders are around.</param>
    private static void WriteFolder(XmlWriter xml, IReadOnlyList<(Subscription Subscription, Feed Feed)> followed, int depth)
    {
        foreach (var (subscription, feed) in followed.Where(row => FeedFolder.Read(row.Subscription.Folder).Count == depth))
            WriteFeed(xml, subscription, feed);
        foreach (var folder in followed.Where(row => FeedFolder.Read(row.Subscription.Folder).Count > depth)
            .GroupBy(row => FeedFolder.Read(row.Subscription.Folder)[depth], StringComparer.Ordinal))
        {
            xml.WriteStartElement("outline");
            xml.WriteAttributeString("text", folder.Key);
            xml.WriteAttributeString("title", folder.Key);
            WriteFolder(xml, [.. folder], depth + 1);
            xml.WriteEndElement();
        }
    }

    private static void WriteFeed(XmlWriter xml, Subscription subscription, Feed feed)
    {
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("type", "rss");
        xml.WriteAttributeString("text", feed.Title);
        xml.WriteAttributeString("title", feed.Title);
        xml.WriteAttributeString("xmlUrl", feed.Address);
        if (feed.Site is { } site)
            xml.WriteAttributeString("htmlUrl", site);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
            [("channel", subscription.Channel), ("filter", subscription.Filter), ("digest", subscription.Digest), ("quiet", subscription.Quiet)])
        {
            if (value is not null)
                xml.WriteAttributeString(Prefix, name, Namespace, value);
        }

        xml.WriteEndElement();
    }
}
