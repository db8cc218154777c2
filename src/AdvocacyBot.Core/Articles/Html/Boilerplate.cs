using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>Removes what publishing systems add to each article: "The post … appeared first on …", "Continue reading", "[…]". Pure.</summary>
internal static class Boilerplate
{
    private const int MaxLinesChecked = 3;

    /// <summary>Beginnings of a sentence that only names the article and its site, and words that must follow.</summary>
    private static readonly (string Start, string Then)[] Sentences =
    [
        ("The post ", "appeared first on "), ("The post ", "first appeared on "), ("The article ", "first appeared on "), ("The article ", "appeared first on "), ("This post ", "appeared first on "), ("This article ", "first appeared on "),
        ("L’article ", "est apparu en premier sur "), ("L'article ", "est apparu en premier sur "), ("Cet article ", "est apparu en premier sur "),
        ("L’article ", "est apparu en premier dans "), ("L'article ", "est apparu en premier dans "),
        ("La entrada ", "apareció primero en "), ("La entrada ", "aparece primero en "), ("La entrada ", "se publicó primero en "), ("El cargo ", "apareció primero en "),
        ("El artículo ", "apareció primero en "), ("La publicación ", "apareció primero en "), ("La nota ", "apareció primero en "),
        ("O post ", "apareceu primeiro em "), ("Der Beitrag ", "erschien zuerst auf "), ("L'articolo ", "sembra essere il primo su "), ("L’articolo ", "sembra essere il primo su "), ("L'articolo ", "proviene da "), ("L’articolo ", "proviene da "),
        ("Het bericht ", "verscheen eerst op "),
        ("", "where people are continuing the conversation by highlighting and responding to this story"),
        ("Thanks for reading ", "Subscribe for free to receive new posts"), ("submitted by ", "[comments]"), ("Article URL:", "# Comments:"),
        ("Comments URL:", "# Comments:"),
    ];

    /// <summary>Whole lines that only lead to the article, folded to lower case, without arrows, dots and brackets.</summary>
    private static readonly string[] Leads =
    [
        "continue reading", "read more", "read the full article", "read the full story", "read the full post", "read the rest of this entry", "read on", "more", "read more of this story",
        "keep reading", "view original", "see more", "click here to read more", "log in to post comments", "add new comment", "comments",
        "lire la suite", "lire plus", "en savoir plus", "continuer la lecture", "lire l'article complet",
        "leer más", "seguir leyendo", "continuar leyendo", "sigue leyendo", "ver más", "continúa leyendo", "leer el artículo completo",
    ];

    public static IReadOnlyList<Block> Remove(IReadOnlyList<Block> blocks)
    {
        for (var count = 0; count < MaxLinesChecked && blocks.Count > 0; count++)
        {
            var line = BlockTrim.LinesOf(blocks[^1]).LastOrDefault() ?? [];
            if (Shortened(line) is not { } kept)
                break;
            blocks = WithLastLine(blocks, kept);
        }

        return blocks;
    }

    /// <summary>The line without boilerplate at its end, empty if it was nothing else; null if it has none.</summary>
    private static IReadOnlyList<Span>? Shortened(IReadOnlyList<Span> line)
    {
        var text = string.Concat(line.Select(BlockTrim.TextOf));
        if (IsLead(text))
            return [];
        foreach (var (start, then) in Sentences)
        {
            if (text.LastIndexOf(then, StringComparison.OrdinalIgnoreCase) is >= 0 and var end
                && (start.Length == 0 ? StartOfSentence(text, end) : StartIn(text, start, end)) is >= 0 and var from)
                return BlockTrim.Head(line, from);
        }

        var trimmed = text.TrimEnd();
        foreach (var cut in (ReadOnlySpan<string>)["[…]", "[...]", "[…", "[&hellip;]"])
        {
            if (trimmed.EndsWith(cut, StringComparison.Ordinal))
                return [.. BlockTrim.Head(line, trimmed.Length - cut.Length), new Text("…")];
        }

        return LeadAtEnd(text) is { } at ? BlockTrim.Head(line, at) : null;
    }

    /// <summary>Where the sentence begins: at the start of the line or after white space.</summary>
    private static int StartIn(string text, string start, int before)
    {
        var at = text.LastIndexOf(start, before, StringComparison.OrdinalIgnoreCase);
        return at <= 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '.' or ']' or '…' ? at : -1;
    }

    private static int StartOfSentence(string text, int before)
    {
        var end = text.LastIndexOf(". ", Math.Max(0, before - 1), StringComparison.Ordinal);
        return end < 0 ? 0 : end + 2;
    }

    private static bool IsLead(string text)
    {
        var plain = Bare(text);
        return Array.Exists(Leads, lead => plain == lead
            || (plain.Length < 300 && plain.StartsWith(lead, StringComparison.Ordinal) && lead.Length > 8 && plain[lead.Length] is ' ' or '"' or '“' or ':'
                && text.TrimEnd().EndsWith('→')));
    }

    /// <summary>"… to the courts. Read more": the lead as the last words after a full stop or an ellipsis.</summary>
    private static int? LeadAtEnd(string text)
    {
        var end = text.TrimEnd(' ', '\n', '→', '»', '.', '…', '>', ']', ')');
        foreach (var lead in Leads)
        {
            var at = end.Length - lead.Length;
            if (lead.Length > 8 && at > 1 && end.EndsWith(lead, StringComparison.OrdinalIgnoreCase)
                && text[..at].TrimEnd(' ', '\n', '[', '(') is { Length: > 0 } before && before[^1] is '.' or '…' or '!' or '?')
                return before.Length;
        }

        return null;
    }

    private static string Bare(string text) =>
        text.Trim(' ', '\n', '→', '»', '.', '…', '>', '[', ']', '(', ')', '\u00A0', '›', '+', '|').Replace('’', '\'').ToLowerInvariant();

    private static List<Block> WithLastLine(IReadOnlyList<Block> blocks, IReadOnlyList<Span> line)
    {
        var kept = blocks.ToList();
        var lines = BlockTrim.LinesOf(kept[^1]).ToList();
        lines.RemoveAt(lines.Count - 1);
        if (line.Any(span => BlockTrim.TextOf(span).Trim() is { Length: > 0 } text && text != "…"))
            lines.Add(line);
        if (lines.Count == 0)
            kept.RemoveAt(kept.Count - 1);
        else
            kept[^1] = BlockTrim.WithLines(kept[^1], lines);
        return kept;
    }
}
