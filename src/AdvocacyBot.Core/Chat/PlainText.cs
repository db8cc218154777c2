using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>Renders a <see cref="Reply"/> as plain text: for the command line, screen readers, search and Matrix bodies.</summary>
public static class PlainText
{
    /// <summary>The whole reply without its choices, with line feeds between blocks.</summary>
    public static string Write(Reply reply)
    {
        var text = new StringBuilder();
        if (reply.Title is { } title)
            text.Append(title).Append('\n');
        if (reply.Link is { } link)
            text.Append(link.AbsoluteUri).Append('\n');
        foreach (var block in reply.Blocks)
            Append(text, block, reply.Language);
        if (reply.Picture?.AltText is { Length: > 0 } alt)
            text.Append('[').Append(alt).Append("]\n");
        return SafeText.Clean(text.ToString().TrimEnd('\n'));
    }

    /// <summary>One line's spans.</summary>
    public static string Write(IEnumerable<Span> spans, Language language) =>
        string.Concat(spans.Select(span => Write(span, language)));

    private static void Append(StringBuilder text, Block block, Language language)
    {
        switch (block)
        {
            case Paragraph paragraph:
                text.Append(Write(paragraph.Spans, language)).Append('\n');
                break;
            case ChoiceNote note:
                text.Append(note.IfPrivate).Append('\n');
                break;
            case Listing listing:
                for (var i = 0; i < listing.Items.Count; i++)
                {
                    text.Append(listing.Numbered ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}. ") : "• ");
                    text.Append(Write(listing.Items[i], language)).Append('\n');
                }

                break;
            case Fields fields:
                foreach (var field in fields.Items)
                    text.Append(field.Name).Append(ChatTexts.All[language, "colon"]).Append(Write(field.Value, language)).Append('\n');
                break;
            case Quote quote:
                foreach (var line in Write(quote.Spans, language).Split('\n'))
                    text.Append("> ").Append(line).Append('\n');
                break;
        }
    }

    private static string Write(Span span, Language language) => span switch
    {
        Text text => text.Value,
        Strong strong => strong.Value,
        Code code => code.Value,
        Link link => link.Label == link.Address.AbsoluteUri ? link.Label : $"{link.Label} <{link.Address.AbsoluteUri}>",
        Moment moment => Moments.Write(moment, language),
        Mention mention => mention.Label,
        _ => "",
    };
}
