namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// A pass over a document that is not well-formed: bare ampersands and angle brackets, undeclared entities and prefixes, tags
/// that do not match, a missing end. Throws only for dangerous entities; its time is proportional to the document's length.
/// </summary>
/// <param name="text">The document.</param>
/// <param name="start">The index of its first tag.</param>
internal sealed class LooseMarkup(string text, int start = 0) : IMarkup
{
    private const int MaxDepth = 1_000;
    private const int MaxCachedNames = 2_000;
    private readonly List<QualifiedName> open = [];
    private readonly Dictionary<string, int> openCounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, QualifiedName> names = new(StringComparer.Ordinal);
    private readonly Prefixes prefixes = new();
    private readonly Entities entities = new();
    private readonly LooseAttributes attributes = new(text);
    private int at = start;
    private int toClose;

    public string Name { get; private set; } = "";

    public string Prefix { get; private set; } = "";

    public string Namespace { get; private set; } = "";

    public string Text { get; private set; } = "";

    public bool HasAttributes => attributes.Count > 0;

    public bool EndedEarly { get; private set; }

    public string? Attribute(string name) => attributes.Get(name);

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
        var closed = open[^1];
        (Prefix, Name) = (closed.Prefix, closed.Local);
        Namespace = prefixes.Resolve(Prefix);
        prefixes.Close(open.Count);
        open.RemoveAt(open.Count - 1);
        openCounts[closed.Qualified]--;
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
        if (!openCounts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var count) || count == 0)
            return;

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
        var begin = ++at;
        while (at < text.Length && IsNamePart(text[at]))
            at++;
        var name = NameOf(text.AsSpan(begin, at - begin));
        var empty = attributes.Read(ref at, entities, prefixes, open.Count + 1);

        (Prefix, Name) = (name.Prefix, name.Local);
        Namespace = prefixes.Resolve(Prefix);
        if (empty || open.Count >= MaxDepth)
            toClose = 1;
        open.Add(name);
        openCounts[name.Qualified] = openCounts.GetValueOrDefault(name.Qualified) + 1;
        return Node.Open;
    }

    /// <summary>The parts of a name; those of common elements are allocated once.</summary>
    private QualifiedName NameOf(ReadOnlySpan<char> written)
    {
        if (names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(written, out var known))
            return known;

        var qualified = written.ToString();
        var colon = qualified.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? new QualifiedName(qualified, "", qualified) : new QualifiedName(qualified, qualified[..colon], qualified[(colon + 1)..]);
        if (names.Count < MaxCachedNames)
            names[qualified] = name;
        else if (openCounts.Count > MaxCachedNames * 2)
            ForgetClosedNames();
        return name;
    }

    private void ForgetClosedNames()
    {
        foreach (var closed in openCounts.Where(entry => entry.Value == 0).Select(entry => entry.Key).ToList())
            openCounts.Remove(closed);
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or ':' or '-' or '.';

    private sealed record QualifiedName(string Qualified, string Prefix, string Local);
}
