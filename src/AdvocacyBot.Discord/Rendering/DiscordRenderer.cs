using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Renders any <see cref="Reply"/> as messages that Discord accepts: short plain ones as text, others as embeds, long ones over
/// several pages. Nobody is notified but the roles that the reply names. Pure.
/// </summary>
internal static class DiscordRenderer
{
    private const int LongestContent = 2_000;
    private const int LongestTitle = 256;
    private const int LongestPicture = 2_048;
    private const int MostRoles = 50;

    /// <summary>What is easily read at once.</summary>
    private const int PageBudget = 3_000;

    /// <summary>What Discord takes in one message is 6,000 characters over all embeds.</summary>
    private const int MessageBudget = 5_600;

    /// <summary>The pages of a reply, at least one; the reader turns them.</summary>
    public static IReadOnlyList<MessagePayload> Pages(Reply reply) => Render(reply, PageBudget);

    /// <summary>A reply in one message, shortened where it has to be: for posts, which nobody turns the pages of.</summary>
    public static MessagePayload Single(Reply reply)
    {
        var pages = Render(reply, MessageBudget);
        if (pages.Count == 1)
            return pages[0];

        var embeds = pages[0].Embeds.ToList();
        embeds[^1] = embeds[^1] with { Footer = new EmbedFooter("…") };
        return pages[0] with { Embeds = embeds };
    }

    private static IReadOnlyList<MessagePayload> Render(Reply reply, int budget)
    {
        var roles = reply.MentionedRoles.Where(IsId).Distinct(StringComparer.Ordinal).Take(MostRoles).ToList();
        var mentions = string.Join(' ', roles.Select(role => $"<@&{role}>"));
        var parts = Parts.Of(reply).ToList();
        var frame = new MessagePayload
        {
            AllowedMentions = roles.Count == 0 ? AllowedMentions.Nobody : AllowedMentions.Nobody with { Roles = roles },
            Attachments = reply.Attachment is { } file ? [new AttachmentPart(0, file.FileName)] : null,
        };

        if (AsText(reply, parts, mentions) is { } content)
            return [frame with { Content = content, Components = Buttons.Rows(reply.Choices) }];

        var title = reply.Title is null ? null : SafeText.Shorten(Markdown.Escape(SafeText.Shorten(reply.Title, LongestTitle)).Trim(), LongestTitle);
        var laid = Layout.Of(parts, title?.Length ?? 0, budget);
        var pages = laid.Count == 0 ? [[new Embed()]] : laid;
        var rows = Buttons.Rows(reply.Choices, pages.Count > 1 ? Buttons.MostRows - 1 : Buttons.MostRows);
        return
        [
            .. pages.Select((embeds, i) => frame with
            {
                Content = i == 0 ? mentions : "",
                Embeds = Framed(embeds, i, pages.Count, title, reply),
                Components = rows,
                Attachments = i == 0 ? frame.Attachments : null,
            }),
        ];
    }

    private static string? AsText(Reply reply, List<Part> parts, string mentions)
    {
        if (!string.IsNullOrWhiteSpace(reply.Title) || reply.Picture is not null || parts.Exists(p => p is NamedValue))
            return null;

        var text = $"{mentions}\n{string.Join('\n', parts)}".Trim();
        // Discord takes no empty message.
        return text.Length == 0 ? "…" : text.Length <= LongestContent ? text : null;
    }

    private static List<Embed> Framed(IReadOnlyList<Embed> embeds, int page, int pages, string? title, Reply reply)
    {
        var framed = embeds.ToList();
        framed[0] = framed[0] with
        {
            Title = string.IsNullOrEmpty(title) ? null : title,
            Url = string.IsNullOrEmpty(title) ? null : Markdown.Address(reply.Link, LongestPicture),
            Image = page == 0 && Markdown.Address(reply.Picture?.Address, LongestPicture) is { } address ? new EmbedImage(address) : null,
        };
        if (pages > 1)
            framed[^1] = framed[^1] with { Footer = new EmbedFooter(string.Create(CultureInfo.InvariantCulture, $"{page + 1} / {pages}")) };
        if (framed is [{ Title: null, Description: null, Fields: null, Image: null } nothing])
            framed[0] = nothing with { Description = "…" };
        return framed;
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit);
}
