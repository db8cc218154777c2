using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Detects the character set of a document: the byte order mark decides, then the server's header, then the pattern of the bytes,
/// then the prolog, then UTF-8. A header or prolog that names another set is wrong if the bytes are valid multi-byte UTF-8.
/// </summary>
internal static partial class FeedBytes
{
    private static readonly (byte[] Start, string Name)[] Marks =
    [
        ([0x00, 0x00, 0xFE, 0xFF], "utf-32BE"), ([0xFF, 0xFE, 0x00, 0x00], "utf-32"),
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFE, 0xFF], "utf-16BE"), ([0xFF, 0xFE], "utf-16"),
    ];

    private static readonly Encoding MixedUtf8 = CreateMixedUtf8();

    private static readonly (byte[] Start, string Name)[] Patterns =
    [
        ([0x00, 0x00, 0x00, 0x3C], "utf-32BE"), ([0x3C, 0x00, 0x00, 0x00], "utf-32"),
        ([0x00, 0x3C, 0x00], "utf-16BE"), ([0x3C, 0x00], "utf-16"), ([0x4C, 0x6F, 0xA7, 0x94], "IBM037"),
    ];

    /// <param name="Encoding">How to decode; never throws.</param>
    /// <param name="Skip">How many bytes the byte order mark takes.</param>
    /// <param name="NamedWrongly">Whether the character set that the document or the server names cannot be right.</param>
    public readonly record struct Reading(Encoding Encoding, int Skip, bool NamedWrongly);

    public static Reading Detect(ReadOnlySpan<byte> bytes, string? contentType)
    {
        foreach (var (start, name) in Marks)
        {
            if (bytes.StartsWith(start))
                return new Reading(Find(name)!, start.Length, NamedWrongly: false);
        }

        var pattern = PatternOf(bytes);
        var fromServer = contentType is null ? null : CharsetForm().Match(contentType) is { Success: true } match ? match.Groups["name"].Value : null;
        if (fromServer is not null && Fitting(fromServer, pattern) is { } served)
            return Checked(served, bytes);
        if (pattern is not null)
            return new Reading(Find(pattern)!, 0, NamedWrongly: false);

        var fromProlog = Prolog(bytes);
        var declared = fromProlog is null ? null : Fitting(fromProlog, pattern);
        if (declared is not null)
            return Checked(declared, bytes);
        return new Reading(Find("utf-8")!, 0, NamedWrongly: (fromProlog ?? fromServer) is not null);
    }

    /// <summary>The named character set, unless the bytes beyond ASCII are valid UTF-8, which other text almost never is.</summary>
    private static Reading Checked(Encoding named, ReadOnlySpan<byte> bytes)
    {
        if (named.CodePage == Encoding.UTF8.CodePage || IsWide(named) || Ascii.IsValid(bytes) || !Utf8.IsValid(bytes))
            return new Reading(named, 0, NamedWrongly: false);
        return new Reading(Find("utf-8")!, 0, NamedWrongly: true);
    }

    /// <summary>Whether a letter takes more than its ASCII byte.</summary>
    public static bool IsWide(Encoding encoding) => encoding.CodePage is 1200 or 1201 or 12000 or 12001 or 37;

    /// <summary>The encoding of a name; null if it is unknown or the pattern of the bytes rules it out.</summary>
    private static Encoding? Fitting(string name, string? pattern)
    {
        var found = Find(name);
        if (found is null)
            return null;
        if (pattern is null)
            return IsWide(found) ? null : found;
        return found.WebName.StartsWith(pattern[..6], StringComparison.OrdinalIgnoreCase) ? Find(pattern) : null;
    }

    private static string? PatternOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, name) in Patterns)
        {
            if (bytes.StartsWith(start))
                return name;
        }

        return null;
    }

    private static string? Prolog(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 400)]);
        return PrologForm().Match(head) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    private static Encoding? Find(string name)
    {
        // A document labelled as Latin-1 is Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
        var known = name.Trim().ToLowerInvariant() switch
        {
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" or "ansi" or "cp1252" => "windows-1252",
            "utf8" or "unicode-1-1-utf-8" => "utf-8",
            "ebcdic-cp-be" or "ebcdic-cp-us" => "IBM037",
            "x-sjis" => "shift_jis",
            var other => other,
        };
        if (known == "utf-8")
            return MixedUtf8;
        if (known is "utf-7" or "utf7")
            return null;

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding CreateMixedUtf8()
    {
        var encoding = (Encoding)Encoding.UTF8.Clone();
        encoding.DecoderFallback = new Latin1Fallback();
        return encoding;
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex CharsetForm();

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']?(?<name>[\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex PrologForm();
}
