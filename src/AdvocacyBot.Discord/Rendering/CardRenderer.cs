using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Renders a reply as one container: heading, picture, text, menus and buttons. Unlike embeds, a container shows the picture with its
/// description, a label above each menu, and a button beside each item of a list. Text beyond Discord's limit is cut. Pure.
/// https://docs.discord.com/developers/components/reference
/// </summary>
internal static class CardRenderer
{
    /// <summary>Discord's limit over all text displays is 4,000 characters.</summary>
    private const int MaxTextLength = 3_900;
    private const int MaxTitleLength = 256;
    private const int MaxUrlLength = 1_000;
    private const int MaxDescriptionLength = 1_024;
    private const int MaxLabelLength = 80;

    /// <summary>Discord's limit is 40 components in a message, and a section is three.</summary>
    private const int MaxSections = 10;
    private const int MaxSectionLength = 300;
    private const string Ellipsis = "…";

    /// <param name="shell">The message without content.</param>
    /// <param name="mentions">The roles to notify, as mentions.</param>
    public static MessagePayload Render(Reply reply, MessagePayload shell, string mentions)
    {
        var parts = new List<Component>();
        var heading = Heading(reply);
        var sections = Sections(reply);
        var rows = ChoiceComponents.ForCard(sections.Count == 0 ? reply : reply with { Choices = [.. reply.Choices.Where(c => c.Beside is null)] }, Label).ToList();
        if (heading.Length > 0)
            parts.Add(Text(heading));
        if (Markdown.PictureAddress(reply.Picture?.Address) is { } address)
            parts.Add(Gallery(address, reply.Picture!.AltText));
        var left = MaxTextLength - heading.Length - mentions.Length - rows.Sum(row => row.Content?.Length ?? 0) - sections.Sum(s => s.Components![0].Content!.Length);
        parts.AddRange(sections);
        if (Body(sections.Count == 0 ? reply : WithoutItems(reply, sections.Count), left) is { Length: > 0 } body)
            parts.Add(Text(body));
        if (reply.Attachment is { } file)
            parts.Add(new Component(ComponentType.File) { File = new Media($"attachment://{file.FileName}") });
        parts.AddRange(rows);
        if (parts.Count == 0)
            parts.Add(Text(Ellipsis));

        var container = new Component(ComponentType.Container) { Components = parts };
        return shell with
        {
            Content = null,
            Embeds = null,
            Flags = MessageFlags.IsComponentsV2,
            Components = mentions.Length > 0 ? [Text(mentions), container] : [container],
        };
    }

    private static string Heading(Reply reply)
    {
        var title = Markdown.Escape(SafeText.Shorten(reply.Title ?? "", MaxTitleLength)).Trim();
        return title.Length == 0 ? ""
            : Markdown.Address(reply.Link, MaxUrlLength) is { } link ? $"## [{title}](<{link}>)"
            : $"## {title}";
    }

    /// <summary>The first items of the list, each with its choice beside it; none if an item is too long or has no choice.</summary>
    private static IReadOnlyList<Component> Sections(Reply reply)
    {
        if (ListOf(reply) is not { } list)
            return [];
        var sections = new List<Component>();
        foreach (var choice in reply.Choices.Where(c => c.Beside is not null).Take(MaxSections))
        {
            if (choice.Beside!.Item != sections.Count || sections.Count >= list.Items.Count || ChoiceComponents.Beside(choice) is not { } button
                || Body(new Reply([new Paragraph(list.Items[sections.Count])]) { Language = reply.Language }, MaxSectionLength) is not { Length: > 0 } text)
                return [];
            sections.Add(new Component(ComponentType.Section) { Components = [Text(text)], Accessory = button });
        }

        return sections;
    }

    private static Reply WithoutItems(Reply reply, int count)
    {
        var list = ListOf(reply)!;
        var rest = list with { Items = [.. list.Items.Skip(count)] };
        return reply with { Blocks = [.. reply.Blocks.Where(b => b != list || rest.Items.Count > 0).Select(b => b == list ? rest : b)] };
    }

    private static Listing? ListOf(Reply reply) => reply.Blocks.OfType<Listing>().FirstOrDefault();

    private static string Body(Reply reply, int maxLength)
    {
        var text = new System.Text.StringBuilder();
        // The gallery shows the picture's description.
        foreach (var part in ReplyParts.Of(reply with { Picture = null }))
        {
            var line = part is NamedValue field ? $"**{field.Name}**: {field.Value}" : part.ToString()!;
            if (text.Length + line.Length + 1 > maxLength)
            {
                text.Append('…');
                break;
            }

            text.Append(line).Append('\n');
        }

        return text.ToString().Trim();
    }

    private static Component Gallery(string address, string? description) => new(ComponentType.MediaGallery)
    {
        Items =
        [
            new GalleryItem(new Media(address))
            {
                Description = SafeText.Clean(description ?? "").Trim() is { Length: > 0 } text ? SafeText.Shorten(text, MaxDescriptionLength) : null,
            },
        ],
    };

    private static Component Label(string text) => Text($"**{Markdown.Escape(SafeText.Shorten(text, MaxLabelLength)).Trim()}**");

    private static Component Text(string markdown) => new(ComponentType.TextDisplay) { Content = markdown };
}
