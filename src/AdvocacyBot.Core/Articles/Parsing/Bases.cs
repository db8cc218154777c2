namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// The address that relative links begin from: the nearest <c>xml:base</c>, else the document's own. What does not lead to
/// the web leads nowhere.
/// </summary>
internal sealed class Bases(Uri? address)
{
    private readonly List<(int Depth, Uri Base)> inner = [];

    /// <summary>The site, once the feed has named it: the last resort.</summary>
    public Uri? Site { get; set; }

    private Uri? Current => inner.Count > 0 ? inner[^1].Base : address ?? Site;

    public void Open(int depth, IMarkup markup)
    {
        if (markup.Attribute("xml:base") is { } written && Absolute(written, Current) is { } found)
            inner.Add((depth, found));
    }

    public void Close(int depth)
    {
        if (inner.Count > 0 && inner[^1].Depth == depth)
            inner.RemoveAt(inner.Count - 1);
    }

    /// <summary>The absolute address; null for none and for what is neither http nor https.</summary>
    public Uri? Resolve(string? written) => string.IsNullOrWhiteSpace(written) ? null : Absolute(written, Current);

    private static Uri? Absolute(string written, Uri? from)
    {
        var text = written.Trim();
        if (text.Length > 4_000)
            return null;
        var isAbsolute = Uri.TryCreate(text, UriKind.Absolute, out var found) && !text.StartsWith('/');
        if (!isAbsolute && (from is null || !Uri.TryCreate(from, text, out found)))
            return null;
        return found is not null && Links.HostOf(found) is not null ? found : null;
    }
}
