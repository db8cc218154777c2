using System.Globalization;
using System.Text;
using System.Xml;

namespace AdvocacyBot.Web.Public;

/// <summary>Writes an Atom feed (RFC 4287). Pure.</summary>
internal static class AtomFeed
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>An empty feed has to name a time of its last change, too; this one stays the same, and so does the document.</summary>
    private static readonly DateTime Never = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="page">The address of the page with the same entries.</param>
    /// <param name="self">The address of the feed, which also identifies it.</param>
    public static byte[] Write(string title, IReadOnlyList<AtomEntry> entries, Uri page, Uri self)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false }))
        {
            xml.WriteStartElement("feed", Namespace);
            Text(xml, "title", title);
            Text(xml, "id", self.AbsoluteUri);
            Text(xml, "updated", Time(entries.Count == 0 ? Never : entries.Max(e => e.Updated)));
            Link(xml, "self", self);
            Link(xml, "alternate", page);
            foreach (var entry in entries)
                Entry(xml, entry);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Entry(XmlWriter xml, AtomEntry entry)
    {
        xml.WriteStartElement("entry", Namespace);
        if (entry.Language is { } language)
            xml.WriteAttributeString("xml", "lang", null, Clean(language));
        Text(xml, "title", entry.Title);
        Text(xml, "id", entry.Id);
        if (entry.Published is { } published)
            Text(xml, "published", Time(published));
        Text(xml, "updated", Time(entry.Updated));
        Link(xml, "alternate", entry.Address);
        xml.WriteStartElement("author", Namespace);
        Text(xml, "name", entry.Author);
        xml.WriteEndElement();
        if (entry.Summary.Length > 0)
            Text(xml, "summary", entry.Summary);
        xml.WriteEndElement();
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Text(XmlWriter xml, string name, string value) => xml.WriteElementString(name, Namespace, Clean(value));

    private static void Link(XmlWriter xml, string relation, Uri address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address.AbsoluteUri);
        xml.WriteEndElement();
    }

    /// <summary>Without characters that XML 1.0 does not allow even as references.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or (>= 0x20 and not (0xFFFE or 0xFFFF or 0xFFFD)))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
