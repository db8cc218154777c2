using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>An answer over several pages, and the buttons that turn them.</summary>
internal sealed class PageTurning(TimeProvider clock)
{
    private const string Prefix = "~page:";
    private readonly Stash<IReadOnlyList<MessagePayload>> stash = new(clock);

    /// <summary>The first page, with buttons where there are more.</summary>
    public MessagePayload First(Reply reply)
    {
        var pages = DiscordRenderer.Pages(reply);
        return pages.Count == 1 ? pages[0] : WithButtons(pages, 0, stash.Put(pages, ReplyJson.Write(reply)));
    }

    public static bool IsTurn(string customId) => customId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The page that a button asks for; null when it is no longer held.</summary>
    public MessagePayload? Turn(string customId)
    {
        if (customId.Split(':') is not [_, var key, var number] || stash.Find(key) is not { } pages
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
        return pages[page] with { Components = [.. pages[page].Components, Buttons.Row(buttons)] };

        Component Button(int to, string arrow) =>
            Buttons.Own(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{key}:{to}"), $"{arrow} {to + 1} / {pages.Count}");
    }
}
