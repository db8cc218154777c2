using System.Net;
using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Resolves references in loose text: those of HTML, numbered ones, and the document's own, which together may not grow without
/// end. A bare ampersand is itself.
/// </summary>
internal sealed partial class Entities
{
    private const int MostGrowth = 1_000_000;
    private int growth;

    /// <summary>The document's own, by their names.</summary>
    public IReadOnlyDictionary<string, string> Declared { get; set; } = new Dictionary<string, string>();

    /// <exception cref="UnreadableFeedException">The document's own make it grow beyond all measure.</exception>
    public string Decode(string raw)
    {
        if (!raw.Contains('&', StringComparison.Ordinal))
            return raw;
        return WebUtility.HtmlDecode(Declared.Count == 0 ? raw : Reference().Replace(raw, Replace));
    }

    private string Replace(Match reference)
    {
        if (!Declared.TryGetValue(reference.Groups["name"].Value, out var value))
            return reference.Value;
        growth += value.Length;
        return growth <= MostGrowth ? value : throw new UnreadableFeedException(Unreadable.DangerousEntities);
    }

    [GeneratedRegex("&(?<name>[^&;#\\s]{1,100});", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Reference();
}
