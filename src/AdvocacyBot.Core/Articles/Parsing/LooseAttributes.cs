namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// The attributes of an element of loose text: without quotes, without values, with quotes that are never closed. Keeps a limited
/// number for each element, and its time is proportional to the length of the text, however the quotes are placed.
/// </summary>
internal sealed class LooseAttributes(string text)
{
    private const int MaxCount = 200;
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly int lastSingle = text.LastIndexOf('\'');
    private readonly int lastDouble = text.LastIndexOf('"');
    private int at;
    private int nextTag = -1;

    public int Count => values.Count;

    public string? Get(string name) => values.GetValueOrDefault(name);

    /// <summary>Reads the attributes of one element, up to the end of its tag.</summary>
    /// <param name="position">The index after the element's name; moved to the index after the tag.</param>
    /// <param name="entities">Resolve references in values.</param>
    /// <param name="prefixes">Receive the namespaces that the element declares.</param>
    /// <param name="depth">The element's depth.</param>
    /// <returns>Whether the tag closes the element itself.</returns>
    public bool Read(ref int position, Entities entities, Prefixes prefixes, int depth)
    {
        values.Clear();
        at = position;
        var closes = false;
        while (Advance(ref closes))
            ReadOne(entities, prefixes, depth);
        position = at;
        return closes;
    }

    /// <summary>Moves to the next attribute; false at the end of the tag.</summary>
    private bool Advance(ref bool closes)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '"' or '\'' or '/'))
            at++;
        if (at < text.Length && text[at] is not ('>' or '<'))
            return true;
        if (at < text.Length && text[at] == '>')
        {
            closes = text[at - 1] == '/';
            at++;
        }

        return false;
    }

    private void ReadOne(Entities entities, Prefixes prefixes, int depth)
    {
        var begin = at++;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/' or '<'))
            at++;
        var isKept = values.Count < MaxCount;
        var name = isKept ? text[begin..at] : "";
        var afterName = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] != '=')
        {
            at = afterName;
            if (isKept)
                values.TryAdd(name, "");
            return;
        }

        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var value = ReadValue();
        if (isKept && values.TryAdd(name, entities.Decode(text[value])))
            prefixes.Declare(name, values[name], depth);
    }

    private Range ReadValue()
    {
        if (at >= text.Length || text[at] is not ('"' or '\''))
        {
            var next = at;
            while (next < text.Length && !char.IsWhiteSpace(text[next]) && text[next] != '>')
                next++;
            return UpTo(next);
        }

        var quote = text[at++];
        var end = at > (quote == '"' ? lastDouble : lastSingle) ? text.Length : text.IndexOf(quote, at);
        // A tag that begins inside means that the quote was never closed.
        if (NextTag() is var tag && tag < end)
            return UpTo(text.AsSpan(at, tag - at).IndexOf('>') is >= 0 and var close ? at + close : tag);
        var value = at..end;
        at = Math.Min(end + 1, text.Length);
        return value;
    }

    /// <summary>The index of the next "&lt;", searched for once.</summary>
    private int NextTag()
    {
        if (nextTag < at)
            nextTag = text.IndexOf('<', at) is >= 0 and var found ? found : text.Length;
        return nextTag;
    }

    private Range UpTo(int end)
    {
        var value = at..end;
        at = end;
        return value;
    }
}
