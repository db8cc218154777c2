using AdvocacyBot.Core.Chat;
using AngleSharp.Dom;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>A walk over a document that gathers its words into blocks, until enough are gathered.</summary>
internal sealed class BlockWalk(Uri? address, int most)
{
    private readonly List<Block> blocks = [];
    private readonly List<Span> line = [];
    private readonly Bases bases = new(address);
    private List<IReadOnlyList<Span>>? items;
    private bool numbered;
    private bool quoted;
    private bool strong;
    private Uri? link;
    private int left = most;

    public void Visit(INode node, int depth)
    {
        if (depth == 0)
        {
            Flatten(node);
            return;
        }

        foreach (var child in node.ChildNodes)
        {
            if (left <= 0)
                return;
            if (child is IText text)
                Say(text.Data);
            else if (child is IElement element && !IsLeftOut(element.LocalName))
                Visit(element, element.LocalName, depth - 1);
        }
    }

    public IReadOnlyList<Block> Finish()
    {
        EndLine();
        EndList();
        return blocks;
    }

    private void Visit(IElement element, string name, int depth)
    {
        switch (name)
        {
            case "br":
                line.Add(new Text("\n"));
                break;
            case "b" or "strong" or "em" or "i" when !strong && link is null:
                strong = true;
                Visit(element, depth);
                strong = false;
                break;
            case "a" when link is null && bases.Resolve(element.GetAttribute("href")) is { } target:
                VisitLink(element, target, depth);
                break;
            case "ul" or "ol" when items is null:
                EndLine();
                (items, numbered) = ([], name == "ol");
                Visit(element, depth);
                EndLine();
                EndList();
                break;
            case "blockquote" when !quoted && items is null:
                EndLine();
                quoted = true;
                Visit(element, depth);
                EndLine();
                quoted = false;
                break;
            case "p" or "div" or "li" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "tr" or "table" or "section" or "article" or "figure"
                or "figcaption" or "pre" or "dd" or "dt" or "dl" or "header" or "footer" or "ul" or "ol" or "hr" or "blockquote" or "body":
                EndLine();
                Visit(element, depth);
                EndLine();
                break;
            case "td" or "th":
                Visit(element, depth);
                line.Add(new Text(" "));
                break;
            default:
                Visit(element, depth);
                break;
        }
    }

    /// <summary>Nested beyond all sense: only the words are left, taken without calling deeper.</summary>
    private void Flatten(INode node)
    {
        var waiting = new Stack<INode>(node.ChildNodes.Reverse());
        while (left > 0 && waiting.TryPop(out var next))
        {
            if (next is IText text)
                Say(text.Data);
            if (next is not IElement element || IsLeftOut(element.LocalName))
                continue;

            Space();
            foreach (var child in element.ChildNodes.Reverse())
                waiting.Push(child);
        }
    }

    private static bool IsLeftOut(string name) => name is "script" or "style" or "template" or "noscript" or "iframe" or "object" or "embed" or "svg"
        or "math" or "head" or "title" or "form" or "input" or "button" or "select" or "textarea" or "audio" or "video" or "canvas";

    /// <summary>A link is one span; what stands within it is its label.</summary>
    private void VisitLink(IElement element, Uri target, int depth)
    {
        var label = HtmlText.OneLine(element.TextContent);
        if (label.Length == 0)
            return;

        // A label that names another host than it leads to is a trap.
        if (label.Contains('.', StringComparison.Ordinal) && Uri.TryCreate(label.Contains("://", StringComparison.Ordinal) ? label : $"http://{label}", UriKind.Absolute, out var shown)
            && !label.Contains(' ', StringComparison.Ordinal) && !Links.SameDomain(shown, target))
            label = target.Host;
        link = target;
        Add(label, text => new Link(text, target));
        link = null;
    }

    private void Say(string data)
    {
        var text = HtmlText.OneLine(data);
        if (text.Length == 0)
        {
            if (data.Length > 0 && line.Count > 0)
                Space();
            return;
        }

        if (char.IsWhiteSpace(data[0]))
            Space();
        Add(text, words => strong ? new Strong(words) : new Text(words));
        if (char.IsWhiteSpace(data[^1]))
            Space();
    }

    private void Space()
    {
        if (line.Count > 0 && line[^1] is not Text { Value: " " or "\n" })
            line.Add(new Text(" "));
    }

    private void Add(string text, Func<string, Span> make)
    {
        var shortened = SafeText.Shorten(text, Math.Max(left, 1));
        left -= text.Length;
        line.Add(make(shortened));
    }

    private void EndLine()
    {
        while (line.Count > 0 && line[^1] is Text last && string.IsNullOrWhiteSpace(last.Value))
            line.RemoveAt(line.Count - 1);
        while (line.Count > 0 && line[0] is Text first && string.IsNullOrWhiteSpace(first.Value))
            line.RemoveAt(0);
        if (line.Count == 0)
            return;

        IReadOnlyList<Span> spans = [.. Joined(line)];
        if (items is not null)
            items.Add(spans);
        else
            blocks.Add(quoted ? new Quote(spans) : new Paragraph(spans));
        line.Clear();
    }

    private void EndList()
    {
        if (items is { Count: > 0 })
            blocks.Add(new Listing(items, numbered));
        items = null;
    }

    /// <summary>Neighbouring pieces of plain text as one.</summary>
    private static IEnumerable<Span> Joined(List<Span> spans)
    {
        Text? last = null;
        foreach (var span in spans)
        {
            if (span is Text text)
            {
                last = last is null ? text : new Text(last.Value + text.Value);
                continue;
            }

            if (last is not null)
                yield return last;
            last = null;
            yield return span;
        }

        if (last is not null)
            yield return last;
    }
}
