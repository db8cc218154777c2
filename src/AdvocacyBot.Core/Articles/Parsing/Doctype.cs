using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads past a document type and collects the plain entities that it declares. An entity of a feed may only stand for characters:
/// one that names a file or other entities is an attack (https://cwe.mitre.org/data/definitions/776.html). The public sets of
/// letters that old RSS 1.0 feeds name are skipped; nothing is ever fetched.
/// </summary>
internal static partial class Doctype
{
    private const int MaxEntities = 500;
    private const int MaxDeclarations = 2_000;
    private const int MaxEntityLength = 1_000;

    /// <returns>The index after the document type, and the entities' values by their names.</returns>
    /// <exception cref="UnreadableFeedException">An entity is dangerous.</exception>
    public static (int End, IReadOnlyDictionary<string, string> Entities) Read(string text, int start)
    {
        var end = text.IndexOf('>', start);
        var subset = text.IndexOf('[', start);
        if (end < 0)
            return (text.Length, new Dictionary<string, string>());
        if (subset < 0 || subset > end)
            return (end + 1, new Dictionary<string, string>());

        var (stop, after) = EndOfSubset(text, subset);
        return (after, Entities(text[subset..stop]));
    }

    /// <summary>The closing bracket that only white space separates from ">", and the index after that. One pass.</summary>
    private static (int Stop, int After) EndOfSubset(string text, int from)
    {
        for (var at = text.IndexOf(']', from); at >= 0; at = text.IndexOf(']', at + 1))
        {
            var next = at + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            if (next < text.Length && text[next] == '>')
                return (at, next + 1);
        }

        return (text.Length, text.Length);
    }

    private static Dictionary<string, string> Entities(string subset)
    {
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        var declarations = 0;
        for (var at = Next(0); at >= 0; at = Next(at + 8))
        {
            var declaration = Declaration().Match(subset, at, Math.Min(subset.Length - at, MaxEntityLength * 2));
            if (++declarations > MaxDeclarations)
                throw new UnreadableFeedException(Unreadable.DangerousEntities);
            if (!declaration.Success || declaration.Groups["letters"].Success)
                continue;

            var value = declaration.Groups["value"].Value;
            if (!declaration.Groups["value"].Success || declaration.Groups["parameter"].Success
                || value.Length > MaxEntityLength || Reference().IsMatch(value) || entities.Count >= MaxEntities)
                throw new UnreadableFeedException(Unreadable.DangerousEntities);
            entities[declaration.Groups["name"].Value] = value;
        }

        return entities;

        int Next(int from) => from >= subset.Length ? -1 : subset.IndexOf("<!ENTITY", from, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One declaration; its input is at most 2,000 characters long, so it needs no time limit.</summary>
    [GeneratedRegex("""\G<!ENTITY\s+(?<parameter>%\s+)?(?<name>[^\s"'>]+)\s+(?:(?<letters>PUBLIC\s+"-//W3C//ENTITIES)|"(?<value>[^"]*)"|'(?<value>[^']*)'|\S)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Declaration();

    /// <summary>An entity inside the value of another; the five of XML and numbered characters are harmless.</summary>
    [GeneratedRegex("&(?!(amp|lt|gt|quot|apos);|#)|%", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Reference();
}
