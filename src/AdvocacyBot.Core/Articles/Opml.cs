using System.Text;
using System.Xml;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles;

/// <summary>A feed of a list, with the settings that the bot itself wrote into it.</summary>
/// <param name="Title">As the list calls it; empty if it does not.</param>
internal sealed record OpmlFeed(Uri Address, string Title, string? Filter, string? Digest, string? Quiet);

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
        for (var node = markup.Read(); node != Node.End; node = markup.Read())
        {
            if (node != Node.Open)
                continue;
            isOpml |= markup.Name.Equals("opml", StringComparison.OrdinalIgnoreCase);
            if (!markup.Name.Equals("outline", StringComparison.OrdinalIgnoreCase) || markup.Attribute("xmlUrl") is not { Length: > 0 } written)
                continue;
            if (FeedAddress.Read(written)?.Address is { } address && feeds.Count < MaxCount)
                feeds.TryAdd(address, FeedOf(address, markup));
            else
                unusable.Add(HtmlText.OneLine(written));
        }

        return isOpml ? new File([.. feeds.Values], unusable) : null;
    }

    private static OpmlFeed FeedOf(Uri address, LooseMarkup markup) => new(
        address, HtmlText.OneLine(markup.Attribute("title") ?? markup.Attribute("text") ?? ""),
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
            foreach (var (subscription, feed) in followed)
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

        return text.ToString();
    }
}
