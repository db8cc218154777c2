using System.Text;
using System.Xml;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles;

/// <summary>Reads and writes lists of feeds as every feed reader exchanges them (http://opml.org/spec2.opml). Pure.</summary>
internal static class Opml
{
    private const int MaxCount = 1_000;

    /// <param name="Feeds">Each address once.</param>
    /// <param name="Unusable">How many outlines name an address that cannot be one.</param>
    public sealed record File(IReadOnlyList<FeedLink> Feeds, int Unusable);

    /// <returns>Null if it is not OPML.</returns>
    public static File? Read(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        var text = FeedBytes.Detect(bytes.Span, contentType).Encoding.GetString(bytes.Span).TrimStart('\uFEFF');
        var markup = new LooseMarkup(text);
        var (isOpml, unusable, feeds) = (false, 0, new Dictionary<Uri, FeedLink>());
        for (var node = markup.Read(); node != Node.End; node = markup.Read())
        {
            if (node != Node.Open)
                continue;
            isOpml |= markup.Name.Equals("opml", StringComparison.OrdinalIgnoreCase);
            if (!markup.Name.Equals("outline", StringComparison.OrdinalIgnoreCase) || markup.Attribute("xmlUrl") is not { Length: > 0 } written)
                continue;
            if (FeedAddress.Read(written)?.Address is { } address && feeds.Count < MaxCount)
                feeds.TryAdd(address, new FeedLink(address, HtmlText.OneLine(markup.Attribute("title") ?? markup.Attribute("text") ?? "")));
            else
                unusable++;
        }

        return isOpml ? new File([.. feeds.Values], unusable) : null;
    }

    public static string Write(string title, IEnumerable<Feed> feeds)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", title);
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var feed in feeds)
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("type", "rss");
                xml.WriteAttributeString("text", feed.Title);
                xml.WriteAttributeString("title", feed.Title);
                xml.WriteAttributeString("xmlUrl", feed.Address);
                if (feed.Site is { } site)
                    xml.WriteAttributeString("htmlUrl", site);
                xml.WriteEndElement();
            }
        }

        return text.ToString();
    }
}
