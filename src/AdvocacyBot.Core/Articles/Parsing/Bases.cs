using System.Text;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// The address that relative links start from: the nearest <c>xml:base</c>, or the document's own address. Links that do not lead
/// to the web are dropped.
/// </summary>
internal sealed class Bases(Uri? address)
{
    private const int MaxAddressLength = 4_000;
    private readonly List<(int Depth, Uri Base)> declared = [];

    /// <summary>The site, once the feed has named it: used if the document's own address is unknown.</summary>
    public Uri? Site { get; set; }

    /// <summary>The nearest base that the document itself declares, or null.</summary>
    public Uri? Declared => declared.Count > 0 ? declared[^1].Base : null;

    public void Open(int depth, IMarkup markup)
    {
        if (markup.Attribute("xml:base") is { } written && Absolute(written, Declared ?? address ?? Site) is { } found)
            declared.Add((depth, found));
    }

    public void Close(int depth)
    {
        if (declared.Count > 0 && declared[^1].Depth == depth)
            declared.RemoveAt(declared.Count - 1);
    }

    /// <summary>The absolute address, or null for everything that is neither http nor https.</summary>
    public Uri? Resolve(string? written) => string.IsNullOrWhiteSpace(written) ? null : Absolute(written, Declared ?? address ?? Site);

    /// <summary>Whether a text is an address of the web in ASCII, if it is an address.</summary>
    private static bool IsPlain(string text) =>
        (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)) && Ascii.IsValid(text);

    private static Uri? Absolute(string written, Uri? from)
    {
        var text = written.AsSpan().Trim().Length == written.Length ? written : written.Trim();
        if (text.Length > MaxAddressLength)
            return null;
        Uri? found = null;
        // The usual form, for which the parts of the address need not be looked at.
        if (IsPlain(text))
            return Uri.TryCreate(text, UriKind.Absolute, out found) ? found : null;
        // A path with a leading slash would be a file on Unix.
        var isAbsolute = text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out found);
        if (!isAbsolute && (from is null || !Uri.TryCreate(from, text, out found)))
            return null;
        return found is not null && Links.IsWeb(found) ? found : null;
    }
}
