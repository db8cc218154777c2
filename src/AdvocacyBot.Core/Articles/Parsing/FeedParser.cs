using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads feed documents: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed. Pure. A well-formed document is read in one
/// streaming pass; any other is read again, loosely, and says so in its flaws.
/// </summary>
public static class FeedParser
{
    /// <summary>
    /// A byte that fits nowhere may become several characters, and room for that is made for all of them: with much more at once
    /// each document would leave an object that only a full collection frees.
    /// </summary>
    private const int BytesAtOnce = 4_096;

    /// <param name="bytes">The document, decompressed.</param>
    /// <param name="contentType">As the server gave it.</param>
    /// <param name="address">Where it was fetched, for relative links.</param>
    /// <exception cref="UnreadableFeedException">It holds no feed. Nothing else is thrown, whatever the bytes.</exception>
    public static ParsedFeed Parse(ReadOnlyMemory<byte> bytes, string? contentType = null, Uri? address = null)
    {
        var reading = FeedBytes.Detect(bytes.Span, contentType);
        var body = bytes[reading.Skip..];
        var feed = FeedBytes.IsWide(reading.Encoding)
            ? ParseText(reading.Encoding.GetString(body.Span).Trim('\0', '\uFEFF', ' ', '\r', '\n', '\t'), address)
            : ParseBytes(TrimStart(body), reading.Encoding, address);
        return reading.NamedWrongly ? feed with { Flaws = [.. feed.Flaws, FeedFlaw.WrongCharset] } : feed;
    }

    private static ParsedFeed ParseBytes(ReadOnlyMemory<byte> body, Encoding encoding, Uri? address)
    {
        if (body.IsEmpty)
            throw new UnreadableFeedException(Unreadable.Empty);
        if (body.Span[0] == (byte)'{')
            return JsonFeed.Read(body.Span, encoding, address) ?? throw new UnreadableFeedException(Unreadable.NotAFeed);

        var declaresEntities = body.Span.IndexOf("<!ENTITY"u8) >= 0;
        return (declaresEntities ? null : Strictly(new StreamReader(StreamOf(body), encoding, false, BytesAtOnce), address))
            ?? Loosely(encoding.GetString(body.Span), address);
    }

    private static ParsedFeed ParseText(string text, Uri? address)
    {
        if (text.Length == 0)
            throw new UnreadableFeedException(Unreadable.Empty);
        if (text[0] == '{')
            return JsonFeed.Read(Encoding.UTF8.GetBytes(text), Encoding.UTF8, address) ?? throw new UnreadableFeedException(Unreadable.NotAFeed);

        var declaresEntities = text.Contains("<!ENTITY", StringComparison.Ordinal);
        return (declaresEntities ? null : Strictly(new StringReader(text), address)) ?? Loosely(text, address);
    }

    /// <returns>Null where the document has to be read loosely.</returns>
    private static ParsedFeed? Strictly(TextReader text, Uri? address)
    {
        try
        {
            using var markup = new StrictMarkup(text);
            var reading = new FeedReading(markup, address);
            reading.Run();
            return reading.Found ?? throw new UnreadableFeedException(ReasonOf(reading));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ParsedFeed Loosely(string text, Uri? address)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        if (start < 0)
            throw new UnreadableFeedException(Unreadable.NotAFeed);

        var reading = new FeedReading(new LooseMarkup(text[start..]), address);
        reading.Note(FeedFlaw.Malformed);
        reading.Run();
        return reading.Found ?? throw new UnreadableFeedException(ReasonOf(reading));
    }

    private static Unreadable ReasonOf(FeedReading reading) =>
        reading.Outermost.Equals("html", StringComparison.OrdinalIgnoreCase) ? Unreadable.Html : Unreadable.NotAFeed;

    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span.IndexOfAnyExcept(" \t\r\n\0"u8);
        return start < 0 ? default : bytes[start..];
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
