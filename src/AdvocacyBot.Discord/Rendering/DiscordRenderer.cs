using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Renders any <see cref="Reply"/> as messages that Discord accepts: cards as components, short plain replies as text, others as embeds,
/// long ones on several pages. Only the roles named by the reply are notified. Pure.
/// </summary>
internal static class DiscordRenderer
{
    private const int MaxContentLength = 2_000;
    private const int MaxTitleLength = 256;
    private const int MaxUrlLength = 2_048;
    private const int MaxRoles = 50;

    /// <summary>Characters per page of an answer.</summary>
    private const int PageBudget = 3_000;

    /// <summary>Characters per post; Discord's limit is 6,000 over all embeds of a message.</summary>
    private const int MessageBudget = 5_600;

    /// <summary>The pages of a reply, at least one.</summary>
    public static IReadOnlyList<MessagePayload> Pages(Reply reply) => Render(reply, PageBudget);

    /// <summary>A reply in one message, shortened if necessary; for posts, which have no pages.</summary>
    public static MessagePayload Single(Reply reply)
    {
        var pages = Render(reply, MessageBudget);
        if (pages.Count == 1)
            return pages[0];

        var embeds = pages[0].Embeds!.ToList();
        embeds[^1] = embeds[^1] with { Footer = new EmbedFooter("…") };
        return pages[0] with { Embeds = embeds };
    }

    private static IReadOnlyList<MessagePayload> Render(Reply reply, int budget)
    {
        var roles = reply.MentionedRoles.Where(IsId).Distinct(StringComparer.Ordinal).Take(MaxRoles).ToList();
        var mentions = string.Join(' ', roles.Select(role => $"<@&{role}>"));
        var parts = ReplyParts.Of(reply).ToList();
        var shell = new MessagePayload
        {
            AllowedMentions = roles.Count == 0 ? AllowedMentions.Nobody : AllowedMentions.Nobody with { Roles = roles },
        };

        if (reply.IsCard)
            return [CardRenderer.Render(reply, shell, mentions)];
        if (AsText(reply, parts, mentions) is { } content)
            return [shell with { Content = content, Components = ChoiceComponents.Rows(reply) }];

        var title = reply.Title is null ? null : SafeText.Shorten(Markdown.Escape(SafeText.Shorten(reply.Title, MaxTitleLength)).Trim(), MaxTitleLength);
        var layout = EmbedLayout.Of(parts, title?.Length ?? 0, budget);
        var pages = layout.Count == 0 ? [[new Embed()]] : layout;
        var rows = ChoiceComponents.Rows(reply, pages.Count > 1 ? ChoiceComponents.MaxRows - 1 : ChoiceComponents.MaxRows);
        return
        [
            .. pages.Select((embeds, i) => shell with
            {
                Content = i == 0 ? mentions : "",
                Embeds = WithTitleAndPicture(embeds, i, pages.Count, title, reply),
                Components = rows,
            }),
        ];
    }

    private static string? AsText(Reply reply, List<ReplyPart> parts, string mentions)
    {
        if (!string.IsNullOrWhiteSpace(reply.Title) || reply.Picture is not null || parts.Exists(p => p is NamedValue))
            return null;

        var text = $"{mentions}\n{string.Join('\n', parts)}".Trim();
        // Discord refuses an empty message.
        return text.Length == 0 ? "…" : text.Length <= MaxContentLength ? text : null;
    }

    private static List<Embed> WithTitleAndPicture(IReadOnlyList<Embed> embeds, int page, int pages, string? title, Reply reply)
    {
        var result = embeds.ToList();
        result[0] = result[0] with
        {
            Title = string.IsNullOrEmpty(title) ? null : title,
            Url = string.IsNullOrEmpty(title) ? null : Markdown.Address(reply.Link, MaxUrlLength),
            Image = page == 0 && Markdown.PictureAddress(reply.Picture?.Address) is { } address ? new EmbedImage(address) : null,
        };
        if (pages > 1)
            result[^1] = result[^1] with { Footer = new EmbedFooter(string.Create(CultureInfo.InvariantCulture, $"{page + 1} / {pages}")) };
        if (result is [{ Title: null, Description: null, Fields: null, Image: null } empty])
            result[0] = empty with { Description = "…" };
        return result;
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit);
}
