using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads feed documents: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed. Pure. A well-formed document is read in one
/// streaming pass; any other is read again, loosely, which its flaws record.
/// </summary>
public static class FeedParser
{
    /// <summary>
    /// The decoder allocates space for several characters per byte; a larger buffer would be an object that only a full garbage
    /// collection frees.
    /// </summary>
    private const int BufferSize = 4_096;

    private static readonly string[] CaptchaSigns =
    [
        "g-recaptcha", "h-captcha", "hcaptcha.com", "cf-challenge", "challenge-platform", "cf_chl_", "Just a moment...", "Checking your browser",
        "captcha-delivery.com", "_Incapsula_Resource", "px-captcha", "anubis_challenge", "Verify you are human", "Are you a robot",
    ];

    /// <param name="bytes">The document, decompressed.</param>
    /// <param name="contentType">The server's header.</param>
    /// <param name="address">The address of the document, for relative links.</param>
    /// <param name="zone">The zone of dates that name none; null for UTC.</param>
    /// <exception cref="UnreadableFeedException">It is not a feed. No other exception is thrown, whatever the bytes.</exception>
    public static ParsedFeed Parse(ReadOnlyMemory<byte> bytes, string? contentType = null, Uri? address = null, DateTimeZone? zone = null)
    {
        try
        {
            return ParseDocument(bytes, contentType, address, zone);
        }
        catch (UnreadableFeedException e) when (e.Reason is Unreadable.Html or Unreadable.NotAFeed && IsCaptcha(bytes.Span))
        {
            throw new UnreadableFeedException(Unreadable.Captcha);
        }
    }

    private static ParsedFeed ParseDocument(ReadOnlyMemory<byte> bytes, string? contentType, Uri? address, DateTimeZone? zone)
    {
        var reading = FeedBytes.Detect(bytes.Span, contentType);
        var body = bytes[reading.Skip..];
        var feed = FeedBytes.IsWide(reading.Encoding)
            ? ParseText(reading.Encoding.GetString(body.Span).Trim('\0', '\uFEFF', ' ', '\r', '\n', '\t'), address, zone)
            : ParseBytes(TrimStart(body), reading.Encoding, address, zone);
        return reading.NamedWrongly ? feed with { Flaws = [.. feed.Flaws, FeedFlaw.WrongCharset] } : feed;
    }

    private static ParsedFeed ParseBytes(ReadOnlyMemory<byte> body, Encoding encoding, Uri? address, DateTimeZone? zone)
    {
        if (body.IsEmpty)
            throw new UnreadableFeedException(Unreadable.Empty);
        if (body.Span[0] == (byte)'{')
            return JsonFeed.Read(body.Span, encoding, address, zone) ?? throw new UnreadableFeedException(Unreadable.NotAFeed);

        var declaresEntities = body.Span.IndexOf("<!ENTITY"u8) >= 0;
        return (declaresEntities ? null : Strictly(new StreamReader(StreamOf(body), encoding, false, BufferSize), address, zone))
            ?? Loosely(encoding.GetString(body.Span), address, zone);
    }

    private static ParsedFeed ParseText(string text, Uri? address, DateTimeZone? zone)
    {
        if (text.Length == 0)
            throw new UnreadableFeedException(Unreadable.Empty);
        if (text[0] == '{')
            return JsonFeed.Read(Encoding.UTF8.GetBytes(text), Encoding.UTF8, address, zone) ?? throw new UnreadableFeedException(Unreadable.NotAFeed);

        var declaresEntities = text.Contains("<!ENTITY", StringComparison.Ordinal);
        return (declaresEntities ? null : Strictly(new StringReader(text), address, zone)) ?? Loosely(text, address, zone);
    }

    /// <returns>Null if the document has to be read loosely.</returns>
    private static ParsedFeed? Strictly(TextReader text, Uri? address, DateTimeZone? zone)
    {
        try
        {
            using var markup = new StrictMarkup(text);
            var reading = new FeedReading(markup, address, zone);
            reading.Run();
            return reading.Found ?? throw new UnreadableFeedException(ReasonOf(reading));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ParsedFeed Loosely(string text, Uri? address, DateTimeZone? zone)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        if (start < 0)
            throw new UnreadableFeedException(Unreadable.NotAFeed);

        var reading = new FeedReading(new LooseMarkup(text, start), address, zone);
        reading.Note(FeedFlaw.Malformed);
        reading.Run();
        return reading.Found ?? throw new UnreadableFeedException(ReasonOf(reading));
    }

    private static Unreadable ReasonOf(FeedReading reading) =>
        reading.Outermost.Equals("html", StringComparison.OrdinalIgnoreCase) ? Unreadable.Html : Unreadable.NotAFeed;

    /// <summary>Whether a page is a check by which a site turns programs away, as the common services write it.</summary>
    private static bool IsCaptcha(ReadOnlySpan<byte> page)
    {
        var head = Encoding.Latin1.GetString(page[..Math.Min(page.Length, 20_000)]);
        return CaptchaSigns.Any(sign => head.Contains(sign, StringComparison.OrdinalIgnoreCase));
    }

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
