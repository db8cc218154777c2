using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>What a reply's blocks become before they are laid out: lines and fields.</summary>
internal abstract record Part;

/// <summary>A line, with the mark that it begins with and pieces that must not be cut.</summary>
internal sealed record Line(string Mark, IReadOnlyList<string> Pieces) : Part
{
    public override string ToString() => Mark + string.Concat(Pieces);
}

/// <summary>A name with its value.</summary>
internal sealed record NamedValue(string Name, string Value) : Part;

internal static class Parts
{
    private const int LongestName = 256;
    private const int LongestValue = 1_024;
    private static readonly Line Blank = new("", []);

    public static IEnumerable<Part> Of(Reply reply)
    {
        var first = true;
        foreach (var block in reply.Blocks)
        {
            if (!first && block is not Fields)
                yield return Blank;
            first = false;
            foreach (var part in Of(block))
                yield return part;
        }

        if (reply.Picture is { AltText.Length: > 0 } picture && Markdown.Address(picture.Address, 2_048) is not null)
            yield return new Line("-# ", Markdown.Lines([new Text(picture.AltText.ReplaceLineEndings(" "))])[0]);
    }

    private static IEnumerable<Part> Of(Block block) => block switch
    {
        Paragraph paragraph => Marked("", paragraph.Spans),
        Quote quote => Marked("> ", quote.Spans),
        Listing listing => listing.Items.SelectMany((item, i) => Item(item, listing.Numbered ? i + 1 : null)),
        Fields fields => fields.Items.SelectMany(Named),
        _ => [],
    };

    private static IEnumerable<Part> Marked(string mark, IEnumerable<Span> spans) =>
        Markdown.Lines(spans).Select(pieces => new Line(mark, pieces));

    /// <summary>The further lines of an item stand under its first.</summary>
    private static IEnumerable<Part> Item(IEnumerable<Span> spans, int? number)
    {
        var mark = number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{n}. ") : "- ";
        return Markdown.Lines(spans).Select((pieces, i) => new Line(i == 0 ? mark : "  ", pieces));
    }

    private static IEnumerable<Part> Named(Field field)
    {
        var name = Markdown.Escape(field.Name).Trim();
        var value = string.Join("\n", Markdown.Lines(field.Value).Select(line => string.Concat(line))).Trim();
        if (name.Length is > 0 and <= LongestName && value.Length is > 0 and <= LongestValue)
            return [new NamedValue(name, value)];

        // What Discord has no room for in a field stands as text.
        return [new Line("", Markdown.Lines([new Strong(field.Name)])[0]), .. Marked("", field.Value)];
    }
}
