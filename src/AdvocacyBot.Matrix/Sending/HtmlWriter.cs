using System.Globalization;
using System.Net;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Writes blocks with the tags that the specification permits, and no others. Pure.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroommessage-msgtypes"/>
internal sealed class HtmlWriter(Language language)
{
    private const int PictureHeight = 240;
    private readonly StringBuilder html = new();

    public HtmlWriter Title(string title, Uri? link)
    {
        html.Append("<h4>").Append(link is null ? Escape(title) : Anchor(title, link)).Append("</h4>");
        return this;
    }

    public HtmlWriter Block(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                html.Append("<p>").Append(Spans(paragraph.Spans)).Append("</p>");
                break;
            case Listing listing:
                List(listing.Numbered ? "ol" : "ul", listing.Items.Select(Spans));
                break;
            case Fields fields:
                List("ul", fields.Items.Select(field =>
                    $"<strong>{Escape(field.Name)}</strong>{Escape(MatrixTexts.All[language, "colon"])}{Spans(field.Value)}"));
                break;
            case Quote quote:
                html.Append("<blockquote>").Append(Spans(quote.Spans)).Append("</blockquote>");
                break;
        }

        return this;
    }

    /// <summary>
    /// An uploaded picture or, if there is none, its description. A picture is part of the text because a message of its own would
    /// notify everyone and count as a second message; only an uploaded one is shown, so that no reader's client contacts its publisher.
    /// </summary>
    public HtmlWriter Picture(string? address, string? altText)
    {
        if (address is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p><img src=\"{Escape(address)}\" alt=\"{Escape(altText ?? "")}\" height=\"{PictureHeight}\"></p>");
        else if (altText is { Length: > 0 })
            html.Append("<p><em>[").Append(Escape(altText)).Append("]</em></p>");
        return this;
    }

    public HtmlWriter Choices(IEnumerable<string> labels, string hint)
    {
        List("ol", labels.Select(Escape));
        html.Append("<p><em>").Append(Escape(hint)).Append("</em></p>");
        return this;
    }

    public override string ToString() => html.ToString();

    private void List(string tag, IEnumerable<string> items)
    {
        html.Append('<').Append(tag).Append('>');
        foreach (var item in items)
            html.Append("<li>").Append(item).Append("</li>");
        html.Append("</").Append(tag).Append('>');
    }

    private string Spans(IReadOnlyList<Span> spans) => string.Concat(spans.Select(span => span switch
    {
        Strong strong => $"<strong>{Escape(strong.Value)}</strong>",
        Code code => $"<code>{Escape(code.Value)}</code>",
        Link link => Anchor(link.Label, link.Address),
        Moment moment => Escape(Moments.Write(moment, language)),
        Mention mention => Escape(mention.Label),
        Text text => Escape(text.Value),
        _ => "",
    }));

    private static string Anchor(string label, Uri address) =>
        SafeLinks.IsShown(address)
            ? $"<a href=\"{Escape(address.AbsoluteUri)}\">{Escape(SafeLinks.Label(label, address))}</a>"
            : Escape(label);

    private static string Escape(string text) =>
        WebUtility.HtmlEncode(SafeText.Clean(text)).Replace("\n", "<br>", StringComparison.Ordinal);
}
