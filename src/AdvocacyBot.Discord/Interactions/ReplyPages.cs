using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>Splits long answers into pages with buttons to move between them.</summary>
internal sealed class ReplyPages(TimeProvider clock)
{
    private const string Prefix = "~page:";
    private readonly InteractionCache<IReadOnlyList<MessagePayload>> cache = new(clock);

    /// <summary>The first page, with buttons if there are more.</summary>
    public MessagePayload First(Reply reply)
    {
        var pages = DiscordRenderer.Pages(reply);
        return pages.Count == 1 ? pages[0] : WithButtons(pages, 0, cache.Put(pages, ReplyJson.Write(reply)));
    }

    public static bool IsPageButton(string customId) => customId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The page that a button refers to, or null if it was evicted.</summary>
    public MessagePayload? Find(string customId)
    {
        if (customId.Split(':') is not [_, var key, var number] || cache.Find(key) is not { } pages
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page >= pages.Count)
        {
            return null;
        }

        return WithButtons(pages, page, key);
    }

    private static MessagePayload WithButtons(IReadOnlyList<MessagePayload> pages, int page, string key)
    {
        var buttons = new List<Component>();
        if (page > 0)
            buttons.Add(Button(page - 1, "◀"));
        if (page < pages.Count - 1)
            buttons.Add(Button(page + 1, "▶"));
        return pages[page] with { Components = [.. pages[page].Components, ChoiceComponents.Row(buttons)] };

        Component Button(int to, string arrow) =>
            ChoiceComponents.InternalButton(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{key}:{to}"), $"{arrow} {to + 1} / {pages.Count}");
    }
}
