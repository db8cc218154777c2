using System.Net;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>Writes a reply as HTML that resembles the message Discord shows: made from the payload that would be sent, not from the reply. Pure.</summary>
internal static class MessagePreview
{
    public static string Write(Reply reply)
    {
        var zone = reply.Blocks.OfType<Fields>().SelectMany(f => f.Items).SelectMany(f => f.Value).OfType<Moment>().FirstOrDefault()?.Zone ?? "Etc/UTC";
        var markdown = new MarkdownPreview(reply.Language, zone);
        var html = new StringBuilder();
        var message = DiscordRenderer.Single(reply);
        if (message.Content is { Length: > 0 } content)
            markdown.Write(html, content);
        foreach (var embed in message.Embeds ?? [])
        {
            if (embed.Title is { } title)
                markdown.Write(html, $"## {title}");
            markdown.Write(html, embed.Description ?? "");
            foreach (var field in embed.Fields ?? [])
                markdown.Write(html, $"**{field.Name}**\n{field.Value}");
        }

        foreach (var component in message.Components)
            Write(html, component, markdown);
        return html.ToString();
    }

    private static void Write(StringBuilder html, Component component, MarkdownPreview markdown)
    {
        switch (component.Type)
        {
            case ComponentType.TextDisplay:
                markdown.Write(html, component.Content ?? "");
                break;
            case ComponentType.MediaGallery:
                foreach (var item in component.Items ?? [])
                    html.Append("<p class=\"picture\">").Append(Encode(item.Description ?? "…")).Append("</p>");
                break;
            case ComponentType.Button:
                html.Append("<span class=\"button\">").Append(Encode(component.Label ?? "")).Append("</span>");
                break;
            case ComponentType.StringSelect:
                html.Append("<span class=\"button\">").Append(Encode(component.Placeholder ?? "")).Append(" ▾</span>");
                break;
            default:
                var isRow = component.Type == ComponentType.ActionRow;
                html.Append(isRow ? "<p class=\"choices\">" : "<div>");
                foreach (var inner in component.Components ?? [])
                    Write(html, inner, markdown);
                html.Append(isRow ? "</p>" : "</div>");
                break;
        }
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(SafeText.Clean(text));
}
