using System.Net;
using System.Text;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Resolves references in loose text: those of HTML, numbered ones, and the document's own, whose total length is limited. A bare
/// ampersand stands for itself.
/// </summary>
internal sealed class Entities
{
    private const int MaxGrowth = 1_000_000;
    private const int MaxNameLength = 100;
    private int growth;

    /// <summary>The document's own, by their names.</summary>
    public IReadOnlyDictionary<string, string> Declared { get; set; } = new Dictionary<string, string>();

    /// <exception cref="UnreadableFeedException">The document's own entities make it grow beyond the limit.</exception>
    public string Decode(string raw)
    {
        if (!raw.Contains('&', StringComparison.Ordinal))
            return raw;
        return WebUtility.HtmlDecode(Declared.Count == 0 ? raw : WithDeclared(raw));
    }

    private string WithDeclared(string raw)
    {
        var text = new StringBuilder(raw.Length);
        var done = 0;
        for (var at = raw.IndexOf('&', StringComparison.Ordinal); at >= 0; at = at + 1 < raw.Length ? raw.IndexOf('&', at + 1) : -1)
        {
            var name = raw.AsSpan(at + 1, Math.Min(MaxNameLength, raw.Length - at - 1));
            var end = name.IndexOf(';');
            if (end <= 0 || !Declared.TryGetValue(name[..end].ToString(), out var value))
                continue;

            growth += value.Length;
            if (growth > MaxGrowth)
                throw new UnreadableFeedException(Unreadable.DangerousEntities);
            text.Append(raw, done, at - done).Append(value);
            done = at + end + 2;
        }

        return text.Append(raw, done, raw.Length - done).ToString();
    }
}
