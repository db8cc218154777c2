using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>A reply as the text of a Matrix message.</summary>
/// <param name="Body">Plain text, for every client.</param>
/// <param name="Html">The same with structure; null if it would not fit into an event.</param>
/// <param name="Marks">The reactions that stand for the choices; null for a choice without one.</param>
internal sealed record RenderedMessage(string Body, string? Html, IReadOnlyList<string?> Marks);

/// <summary>Turns neutral blocks into a message's body and formatted body. Pure.</summary>
internal static class MatrixRenderer
{
    /// <summary>An event is limited to 64 KiB, and an edit contains its text twice.</summary>
    private const int MaxBytes = 24_000;

    /// <summary>Encryption adds a third.</summary>
    private const int MaxEncryptedBytes = 18_000;

    private const int MaxCharacters = 6_000;
    private const int MaxLabelLength = 80;

    /// <summary>With more choices than this, their labels are cut shorter.</summary>
    private const int ManyChoices = 25;
    private const int MaxLabelLengthOfMany = 30;
    private const int MaxBytesPerUnit = 3;

    public static RenderedMessage Render(Reply reply, MessageContext context)
    {
        var offersReactions = context.TakesReactions && ChoiceReactions.AreOffered(reply.Choices);
        var marks = context.TakesReactions ? ChoiceReactions.Of(reply.Choices) : [.. reply.Choices.Select(_ => (string?)null)];
        var maxLength = reply.Choices.Count > ManyChoices ? MaxLabelLengthOfMany : MaxLabelLength;
        var labels = reply.Choices.Select((choice, i) => Label(choice, marks[i], maxLength)).ToList();
        reply = reply with { Blocks = [.. reply.Blocks.Select(block => Resolve(block, arePublic: offersReactions && !context.IsPrivate))] };

        var html = new HtmlWriter(reply.Language);
        if (reply.Title is { } title)
            html.Title(title, reply.Link);
        foreach (var block in reply.Blocks)
            html.Block(block);
        if (reply.Picture is { } picture)
            html.Picture(context.Picture, picture.AltText);

        var list = new StringBuilder();
        if (labels.Count > 0)
        {
            var hint = MatrixTexts.All[reply.Language, offersReactions ? "choices.hint" : "choices.hint.number"];
            for (var i = 0; i < labels.Count; i++)
                list.Append(CultureInfo.InvariantCulture, $"\n{i + 1}. {labels[i]}");
            list.Append('\n').Append(hint);
            html.Choices(labels, hint);
        }

        var maxBytes = context.IsEncrypted ? MaxEncryptedBytes : MaxBytes;
        // The choices are never cut, so the text gets the space that they leave.
        var space = (maxBytes - Encoding.UTF8.GetByteCount(list.ToString())) / MaxBytesPerUnit;
        var plain = SafeText.Shorten(PlainText.Write(reply), Math.Clamp(space, 1, MaxCharacters)) + list;
        var structured = html.ToString();
        var fits = Encoding.UTF8.GetByteCount(plain) + Encoding.UTF8.GetByteCount(structured) <= maxBytes;
        return new RenderedMessage(plain, fits ? structured : null, marks);
    }

    private static Block Resolve(Block block, bool arePublic) => block is ChoiceNote note ? new Paragraph(arePublic ? note.IfPublic : note.IfPrivate) : block;

    /// <summary>The label after its emoji, unless the emoji is the number that the list shows anyway or the label begins with it.</summary>
    private static string Label(Choice choice, string? mark, int maxLength)
    {
        var label = SafeText.Shorten(SafeText.Clean(choice.Label), maxLength);
        var chosen = choice.Selected ? " ✔" : "";
        return mark is null || char.IsAsciiDigit(mark[0]) || label.StartsWith(mark, StringComparison.Ordinal) ? label + chosen : $"{mark} {label}{chosen}";
    }
}
