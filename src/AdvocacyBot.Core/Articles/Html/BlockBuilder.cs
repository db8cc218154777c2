using System.Text;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Gathers the words of HTML into blocks until a number of characters is reached. Keeps counters instead of a tree, so nesting
/// costs nothing. One instance reads one source; not thread-safe.
/// </summary>
internal sealed class BlockBuilder(Uri? address, int maxLength)
{
    /// <summary>A line of more spans continues in a new block.</summary>
    private const int MaxSpansInLine = 500;

    private readonly Bases bases = new(address);
    private readonly List<Block> blocks = [];
    private readonly List<Span> line = [];
    private readonly StringBuilder label = new();
    private readonly HashSet<string> unclosed = new(StringComparer.OrdinalIgnoreCase);
    private List<IReadOnlyList<Span>>? items;
    private Uri? link;
    private bool isNumbered;
    private int lists;
    private int quotes;
    private int strong;
    private int left = maxLength;
    private string? hidden;
    private int hiddenDepth;

    public IReadOnlyList<Block> Read(string html)
    {
        var tokens = new HtmlTokenizer(html);
        while (left > 0 && tokens.Read())
        {
            if (hidden is not null)
                PassHidden(ref tokens, html);
            else if (tokens.Kind == HtmlTokenKind.Text)
                AddText(tokens.Text);
            else if (tokens.Kind == HtmlTokenKind.Open)
                Open(ref tokens, html);
            else
                Close(tokens.Element);
        }

        EndLine();
        EndList();
        return blocks;
    }

    private void Open(ref HtmlTokenizer tokens, string html)
    {
        if (tokens.Element is not (HtmlElement.Hidden or HtmlElement.Break or HtmlElement.Image) && HiddenStyle.Hides(ref tokens) && !HtmlElements.IsVoid(tokens.Name))
        {
            Hide(tokens.Name.ToString(), html, tokens.Position);
            if (hidden is not null)
                return;
        }

        switch (tokens.Element)
        {
            case HtmlElement.Break when link is not null:
                label.Append(' ');
                break;
            case HtmlElement.Break:
                AddBreak();
                break;
            case HtmlElement.Strong:
                strong++;
                break;
            case HtmlElement.Anchor:
                EndLink();
                link = bases.Resolve(tokens.Attribute("href"));
                break;
            case HtmlElement.List:
                OpenList(tokens.Name.Equals("ol", StringComparison.OrdinalIgnoreCase));
                break;
            case HtmlElement.Quote:
                EndLine();
                quotes++;
                break;
            case HtmlElement.Block:
                EndLine();
                break;
            case HtmlElement.Hidden when !HtmlElements.IsRawText(tokens.Name):
                Hide(tokens.Name.ToString(), html, tokens.Position);
                break;
        }
    }

    private void Close(HtmlElement element)
    {
        switch (element)
        {
            case HtmlElement.Strong:
                strong = Math.Max(0, strong - 1);
                break;
            case HtmlElement.Anchor:
                EndLink();
                link = null;
                break;
            case HtmlElement.List when lists > 0:
                EndLine();
                if (--lists == 0)
                    EndList();
                break;
            case HtmlElement.Quote:
                EndLine();
                quotes = Math.Max(0, quotes - 1);
                break;
            case HtmlElement.Block:
                EndLine();
                break;
            case HtmlElement.Cell:
                AddSpace();
                break;
        }
    }

    private void OpenList(bool numbered)
    {
        EndLine();
        if (lists++ == 0)
            (items, isNumbered) = ([], numbered);
    }

    /// <summary>Starts to leave out an element; one that is never closed hides nothing.</summary>
    private void Hide(string name, string html, int from)
    {
        if (unclosed.Contains(name))
            return;
        if (html.AsSpan(from).IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase) >= 0)
            (hidden, hiddenDepth) = (name, 1);
        else
            unclosed.Add(name);
    }

    private void PassHidden(ref HtmlTokenizer tokens, string html)
    {
        if (tokens.Kind == HtmlTokenKind.Text || !tokens.Name.Equals(hidden, StringComparison.OrdinalIgnoreCase))
            return;
        hiddenDepth += tokens.Kind == HtmlTokenKind.Open ? 1 : -1;
        // Another element of a kind whose end may be left out is not inside the hidden one.
        if (hiddenDepth == 0 || (hiddenDepth == 2 && HtmlElements.EndsBeforeItself(tokens.Name)))
            hidden = null;
        if (hidden is null && tokens.Kind == HtmlTokenKind.Open)
            Open(ref tokens, html);
    }

    private void AddText(string data)
    {
        if (link is not null)
        {
            label.Append(data);
            left -= data.Length;
            return;
        }

        var text = HtmlText.OneLine(Mojibake.Repair(data));
        if (data.Length > 0 && char.IsWhiteSpace(data[0]))
            AddSpace();
        if (text.Length == 0)
            return;
        left -= text.Length;
        if (line.Count >= MaxSpansInLine)
            EndLine();
        line.Add(strong > 0 ? new Strong(text) : new Text(text));
        if (char.IsWhiteSpace(data[^1]))
            AddSpace();
    }

    private void AddSpace()
    {
        if (link is not null)
            label.Append(' ');
        else if (line.Count > 0 && line[^1] is not Text { Value: " " or "\n" })
            line.Add(new Text(" "));
    }

    private void AddBreak()
    {
        if (line.Count > 0 && line[^1] is not Text { Value: "\n" })
            line.Add(new Text("\n"));
    }

    /// <summary>A link is one span with the words inside it as its label; a link around several blocks becomes one span in each.</summary>
    private void EndLink()
    {
        if (link is null || label.Length == 0)
            return;

        var written = label.ToString();
        label.Clear();
        var text = HtmlText.OneLine(Mojibake.Repair(written));
        if (char.IsWhiteSpace(written[0]) && line.Count > 0 && line[^1] is not Text { Value: " " or "\n" })
            line.Add(new Text(" "));
        if (text.Length > 0)
            line.Add(new Link(LinkLabel.For(text, link), link));
        if (char.IsWhiteSpace(written[^1]) && line.Count > 0)
            line.Add(new Text(" "));
    }

    private void EndLine()
    {
        EndLink();
        while (line.Count > 0 && line[^1] is Text last && string.IsNullOrWhiteSpace(last.Value))
            line.RemoveAt(line.Count - 1);
        var blanks = line.FindIndex(span => span is not Text text || !string.IsNullOrWhiteSpace(text.Value));
        line.RemoveRange(0, Math.Max(0, blanks));
        if (line.Count == 0)
            return;

        IReadOnlyList<Span> spans = Joined(line);
        line.Clear();
        if (items is not null)
            items.Add(spans);
        else
            blocks.Add(quotes > 0 ? new Quote(spans) : new Paragraph(spans));
    }

    private void EndList()
    {
        if (items is { Count: > 0 })
            blocks.Add(new Listing(items, isNumbered));
        items = null;
    }

    /// <summary>Neighbouring pieces of plain text, and of emphasized text, as one span.</summary>
    private static List<Span> Joined(List<Span> spans)
    {
        var joined = new List<Span>(spans.Count);
        foreach (var span in spans)
        {
            Span? merged = (joined.Count > 0 ? joined[^1] : null, span) switch
            {
                (Text before, Text after) => new Text(before.Value + after.Value),
                (Strong before, Strong after) => new Strong(before.Value + after.Value),
                _ => null,
            };
            if (merged is null)
                joined.Add(span);
            else
                joined[^1] = merged;
        }

        return joined;
    }
}
