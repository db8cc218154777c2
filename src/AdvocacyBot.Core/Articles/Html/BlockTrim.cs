using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>Cuts blocks to a length in characters, between or within spans. Pure.</summary>
internal static class BlockTrim
{
    /// <summary>At most this many characters, with an ellipsis if something was left out.</summary>
    public static IReadOnlyList<Block> To(IReadOnlyList<Block> blocks, int maxLength)
    {
        if (Length(blocks) <= maxLength)
            return blocks;

        var left = maxLength;
        var kept = new List<Block>();
        foreach (var block in blocks)
        {
            if (left <= 0)
                break;
            kept.Add(Shortened(block, ref left));
        }

        return kept;
    }

    /// <summary>The first characters of one line, without an ellipsis.</summary>
    public static IReadOnlyList<Span> Head(IReadOnlyList<Span> line, int length)
    {
        var head = new List<Span>();
        foreach (var span in line)
        {
            var text = TextOf(span);
            if (length <= 0)
                break;
            head.Add(text.Length <= length ? span : With(span, text[..length].TrimEnd()));
            length -= text.Length;
        }

        return head;
    }

    public static string TextOf(Span span) => span switch
    {
        Text text => text.Value,
        Strong strong => strong.Value,
        Link link => link.Label,
        Code code => code.Value,
        _ => "",
    };

    /// <summary>The lines of text of a block.</summary>
    public static IEnumerable<IReadOnlyList<Span>> LinesOf(Block block) => block switch
    {
        Paragraph paragraph => [paragraph.Spans],
        Quote quote => [quote.Spans],
        Listing listing => listing.Items,
        _ => [],
    };

    /// <summary>The same block with other lines.</summary>
    public static Block WithLines(Block block, IReadOnlyList<IReadOnlyList<Span>> lines) => block switch
    {
        Paragraph => new Paragraph(lines[0]),
        Quote quote => quote with { Spans = lines[0] },
        Listing listing => listing with { Items = lines },
        _ => block,
    };

    private static int Length(IReadOnlyList<Block> blocks) => blocks.SelectMany(LinesOf).SelectMany(line => line).Sum(span => TextOf(span).Length);

    private static Block Shortened(Block block, ref int left)
    {
        var lines = new List<IReadOnlyList<Span>>();
        foreach (var line in LinesOf(block))
        {
            if (left <= 0)
                break;
            var spans = new List<Span>();
            foreach (var span in line)
            {
                if (left <= 0)
                    break;
                var text = TextOf(span);
                spans.Add(text.Length <= left ? span : With(span, SafeText.Shorten(text, left)));
                left -= text.Length;
            }

            lines.Add(spans);
        }

        return WithLines(block, lines);
    }

    private static Span With(Span span, string text) => span switch
    {
        Text => new Text(text),
        Strong => new Strong(text),
        Link link => link with { Label = text },
        Code => new Code(text),
        _ => span,
    };
}
