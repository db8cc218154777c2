using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>A line or field of a reply, before it is distributed over embeds.</summary>
internal abstract record ReplyPart;

/// <summary>A line: its prefix and pieces that must not be split.</summary>
internal sealed record Line(string Prefix, IReadOnlyList<string> Pieces) : ReplyPart
{
    public override string ToString() => Prefix + string.Concat(Pieces);
}

/// <summary>A field's name and value.</summary>
internal sealed record NamedValue(string Name, string Value) : ReplyPart;

internal static class ReplyParts
{
    private const int MaxNameLength = 256;
    private const int MaxValueLength = 1_024;
    private static readonly Line Blank = new("", []);

    public static IEnumerable<ReplyPart> Of(Reply reply)
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

        if (reply.Picture is { AltText.Length: > 0 } picture && Markdown.PictureAddress(picture.Address) is not null)
            yield return new Line("-# ", Markdown.Lines([new Text(picture.AltText.ReplaceLineEndings(" "))])[0]);
    }

    private static IEnumerable<ReplyPart> Of(Block block) => block switch
    {
        Paragraph paragraph => Prefixed("", paragraph.Spans),
        Quote quote => Prefixed("> ", quote.Spans),
        ChoiceNote note => Prefixed("", [new Text(note.IfPrivate)]),
        Listing listing => listing.Items.SelectMany((item, i) => Item(item, listing.Numbered ? i + 1 : null)),
        Fields fields => fields.Items.SelectMany(Named),
        _ => [],
    };

    private static IEnumerable<ReplyPart> Prefixed(string prefix, IEnumerable<Span> spans) =>
        Markdown.Lines(spans).Select(pieces => new Line(prefix, pieces));

    /// <summary>Indents an item's further lines.</summary>
    private static IEnumerable<ReplyPart> Item(IEnumerable<Span> spans, int? number)
    {
        var prefix = number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{n}. ") : "- ";
        return Markdown.Lines(spans).Select((pieces, i) => new Line(i == 0 ? prefix : "  ", pieces));
    }

    private static IEnumerable<ReplyPart> Named(Field field)
    {
        var name = Markdown.Escape(field.Name).Trim();
        var value = string.Join("\n", Markdown.Lines(field.Value).Select(line => string.Concat(line))).Trim();
        if (name.Length is > 0 and <= MaxNameLength && value.Length is > 0 and <= MaxValueLength)
            return [new NamedValue(name, value)];

        // Too long for a field: render as text.
        return [new Line("", Markdown.Lines([new Strong(field.Name)])[0]), .. Prefixed("", field.Value)];
    }
}
