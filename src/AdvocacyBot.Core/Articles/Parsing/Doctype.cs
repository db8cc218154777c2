using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads past a document type and takes the plain entities that it declares. What an entity of a feed may be is its own
/// characters: one that names a file, or other entities, is an attack (https://cwe.mitre.org/data/definitions/776.html). The
/// public sets of letters that old RSS 1.0 feeds name are passed over; nothing is ever fetched.
/// </summary>
internal static partial class Doctype
{
    private const int MostEntities = 500;
    private const int LongestEntity = 1_000;

    /// <returns>Where the document goes on, and the entities' values by their names.</returns>
    /// <exception cref="UnreadableFeedException">An entity is dangerous.</exception>
    public static (int End, IReadOnlyDictionary<string, string> Entities) Read(string text, int start)
    {
        var end = text.IndexOf('>', start);
        var subset = text.IndexOf('[', start);
        if (end < 0)
            return (text.Length, new Dictionary<string, string>());
        if (subset < 0 || subset > end)
            return (end + 1, new Dictionary<string, string>());

        var closing = text.IndexOf("]>", subset, StringComparison.Ordinal);
        if (closing < 0 && SubsetEnd().Match(text, subset) is { Success: true } spaced)
            closing = spaced.Index + spaced.Length - 2;
        var stop = closing < 0 ? text.Length : closing;
        var entities = Entities(text[subset..stop]);
        return (Math.Min(text.Length, stop + 2), entities);
    }

    private static Dictionary<string, string> Entities(string subset)
    {
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match declaration in Declaration().Matches(subset))
        {
            if (declaration.Groups["letters"].Success)
                continue;
            var value = declaration.Groups["value"].Value;
            if (!declaration.Groups["value"].Success || declaration.Groups["parameter"].Success
                || value.Length > LongestEntity || Reference().IsMatch(value) || entities.Count >= MostEntities)
                throw new UnreadableFeedException(Unreadable.DangerousEntities);
            entities[declaration.Groups["name"].Value] = value;
        }

        return entities;
    }

    [GeneratedRegex("""<!ENTITY\s+(?<parameter>%\s+)?(?<name>[^\s"'>]+)\s+(?:(?<letters>PUBLIC\s+"-//W3C//ENTITIES)|"(?<value>[^"]*)"|'(?<value>[^']*)'|\S)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Declaration();

    /// <summary>An entity inside another's value; the five of XML and numbered characters are harmless.</summary>
    [GeneratedRegex("&(?!(amp|lt|gt|quot|apos);|#)|%", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\]\s+>", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SubsetEnd();
}
