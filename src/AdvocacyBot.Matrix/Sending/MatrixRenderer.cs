using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>A reply as a Matrix message says it.</summary>
/// <param name="Body">Plain text, for every client.</param>
/// <param name="Html">The same with structure; null where it would not fit into an event.</param>
/// <param name="Marks">The reactions that stand for the choices; null for a choice without one.</param>
internal sealed record Rendered(string Body, string? Html, IReadOnlyList<string?> Marks);

/// <summary>Turns neutral blocks into a message's body and formatted body. Pure.</summary>
internal static class MatrixRenderer
{
    /// <summary>An event holds 64 KiB, and an edit holds its text twice.</summary>
    private const int MostBytes = 24_000;

    private const int MostCharacters = 6_000;
    private const int LongestLabel = 80;

    /// <summary>Where there are more choices than this, their labels are shorter.</summary>
    private const int ManyChoices = 25;
    private const int LongestOfMany = 30;
    private const int MostBytesOfAUnit = 3;

    public static Rendered Render(Reply reply)
    {
        var marks = ChoiceMarks.Of(reply.Choices);
        var longest = reply.Choices.Count > ManyChoices ? LongestOfMany : LongestLabel;
        var labels = reply.Choices.Select((choice, i) => Label(choice, marks[i], longest)).ToList();
        var list = new StringBuilder();
        var html = new HtmlWriter(reply.Language);
        if (reply.Title is { } title)
            html.Title(title, reply.Link);
        foreach (var block in reply.Blocks)
            html.Block(block);
        if (reply.Picture?.AltText is { Length: > 0 } alt)
            html.Picture(alt);

        if (labels.Count > 0)
        {
            var hint = MatrixTexts.All[reply.Language, "choices.hint"];
            for (var i = 0; i < labels.Count; i++)
                list.Append(CultureInfo.InvariantCulture, $"\n{i + 1}. {labels[i]}");
            list.Append('\n').Append(hint);
            html.Choices(labels, hint);
        }

        // The choices come whole, so the text gets the room that they leave.
        var room = (MostBytes - Encoding.UTF8.GetByteCount(list.ToString())) / MostBytesOfAUnit;
        var plain = SafeText.Shorten(PlainText.Write(reply), Math.Clamp(room, 1, MostCharacters)) + list;
        var structured = html.ToString();
        return new Rendered(plain, Encoding.UTF8.GetByteCount(plain) + Encoding.UTF8.GetByteCount(structured) <= MostBytes ? structured : null, marks);
    }

    /// <summary>With its symbol before it, unless that is the number that the list shows anyway or the label brings its own.</summary>
    private static string Label(Choice choice, string? mark, int longest)
    {
        var label = SafeText.Shorten(SafeText.Clean(choice.Label), longest);
        var chosen = choice.Selected ? " ✔" : "";
        return mark is null || char.IsAsciiDigit(mark[0]) || label.StartsWith(mark, StringComparison.Ordinal) ? label + chosen : $"{mark} {label}{chosen}";
    }
}
