namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// A pass over a document that is not well-formed: bare ampersands and angle brackets, entities and prefixes that nobody
/// declared, tags that do not match, an end that comes too early. Never throws but for dangerous entities; takes time in
/// proportion to the document's length.
/// </summary>
internal sealed class LooseMarkup(string text) : IMarkup
{
    private const int MostDepth = 1_000;
    private readonly List<(string Qualified, string Prefix, string Name)> open = [];
    private readonly Prefixes prefixes = new();
    private readonly Entities entities = new();
    private readonly Dictionary<string, string> attributes = new(StringComparer.OrdinalIgnoreCase);
    private int at;
    private int toClose;

    public string Name { get; private set; } = "";

    public string Prefix { get; private set; } = "";

    public string Namespace { get; private set; } = "";

    public string Text { get; private set; } = "";

    public bool HasAttributes => attributes.Count > 0;

    public bool EndedEarly { get; private set; }

    public string? Attribute(string name) => attributes.GetValueOrDefault(name);

    public Node Read()
    {
        while (true)
        {
            if (toClose > 0)
                return CloseOne();
            if (at >= text.Length)
                return AtEnd();
            if (text[at] != '<')
                return ReadText(text.IndexOf('<', at));

            var rest = text.AsSpan(at);
            if (rest.StartsWith("<![CDATA["))
                return ReadCData();
            if (rest.StartsWith("<!--"))
                SkipPast("-->");
            else if (rest.StartsWith("<?"))
                SkipPast(">");
            else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                (at, entities.Declared) = Doctype.Read(text, at);
            else if (rest.StartsWith("<!"))
                SkipPast(">");
            else if (rest.StartsWith("</"))
                ReadClosing();
            else if (rest.Length > 1 && IsNameStart(rest[1]))
                return ReadOpening();
            else
                return ReadText(text.IndexOf('<', at + 1));
        }
    }

    private Node AtEnd()
    {
        if (open.Count == 0)
            return Node.End;

        EndedEarly = true;
        toClose = open.Count;
        return CloseOne();
    }

    private Node CloseOne()
    {
        toClose--;
        (_, Prefix, Name) = open[^1];
        Namespace = prefixes.Resolve(Prefix);
        prefixes.Close(open.Count);
        open.RemoveAt(open.Count - 1);
        return Node.Close;
    }

    private Node ReadText(int end)
    {
        end = end < 0 ? text.Length : end;
        Text = entities.Decode(text[at..end]);
        at = end;
        return Node.Text;
    }

    private Node ReadCData()
    {
        var start = at + "<![CDATA[".Length;
        var end = text.IndexOf("]]>", start, StringComparison.Ordinal);
        if (end < 0)
            EndedEarly = true;
        Text = text[start..(end < 0 ? text.Length : end)];
        at = end < 0 ? text.Length : end + 3;
        return Node.Text;
    }

    private void SkipPast(string mark)
    {
        var end = text.IndexOf(mark, at, StringComparison.Ordinal);
        at = end < 0 ? text.Length : end + mark.Length;
    }

    private void ReadClosing()
    {
        var end = text.IndexOf('>', at);
        var name = text.AsSpan((at + 2)..(end < 0 ? text.Length : end)).Trim();
        at = end < 0 ? text.Length : end + 1;
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (name.Equals(open[i].Qualified, StringComparison.OrdinalIgnoreCase))
            {
                toClose = open.Count - i;
                return;
            }
        }
    }

    private Node ReadOpening()
    {
        var start = ++at;
        while (at < text.Length && IsNamePart(text[at]))
            at++;
        var qualified = text[start..at];
        attributes.Clear();
        var empty = ReadAttributes();

        var colon = qualified.IndexOf(':', StringComparison.Ordinal);
        (Prefix, Name) = colon < 0 ? ("", qualified) : (qualified[..colon], qualified[(colon + 1)..]);
        Namespace = prefixes.Resolve(Prefix);
        if (open.Count >= MostDepth)
            toClose = 1;
        open.Add((qualified, Prefix, Name));
        if (empty)
            toClose = 1;
        return Node.Open;
    }

    /// <returns>Whether the element is closed where it is opened.</returns>
    private bool ReadAttributes()
    {
        while (true)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '"' or '\''))
                at++;
            if (at >= text.Length)
                return false;
            if (text[at] == '>')
            {
                at++;
                return false;
            }

            if (text[at] == '<')
                return false;
            if (text[at] == '/')
            {
                at++;
                if (at < text.Length && text[at] == '>')
                {
                    at++;
                    return true;
                }

                continue;
            }

            ReadAttribute();
        }
    }

    private void ReadAttribute()
    {
        var start = at++;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/' or '<'))
            at++;
        var name = text[start..at];
        var afterName = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] != '=')
        {
            at = afterName;
            attributes.TryAdd(name, "");
            return;
        }

        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var value = entities.Decode(ReadValue());
        if (attributes.TryAdd(name, value))
            prefixes.Take(name, value, open.Count + 1);
    }

    private string ReadValue()
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var quote = text[at++];
            var end = text.IndexOf(quote, at);
            // A tag that begins within means that the quote was never closed.
            var tag = text.IndexOf('<', at);
            if (tag >= 0 && (end < 0 || tag < end))
                return ReadUpTo(text.AsSpan(at, tag - at).IndexOf('>') is >= 0 and var close ? at + close : tag);
            var value = text[at..(end < 0 ? text.Length : end)];
            at = end < 0 ? text.Length : end + 1;
            return value;
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != '>')
            at++;
        return text[start..at];
    }

    private string ReadUpTo(int end)
    {
        var value = text[at..end];
        at = end;
        return value;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or ':' or '-' or '.';
}
