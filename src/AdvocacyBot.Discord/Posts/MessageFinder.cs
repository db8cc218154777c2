using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>Finds a sent message whose response was lost: compares text and components with the bot's own messages since the first attempt.</summary>
internal static class MessageFinder
{
    private const int MaxPages = 10;

    /// <summary>Allows for differences between this clock and Discord's.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(30);

    /// <returns>The message, or null if it does not exist.</returns>
    public static async Task<Message?> FindAsync(
        DiscordApi api, string bot, string channel, Reply reply, DateTime since, CancellationToken ct)
    {
        // The message is a card, or embeds where Discord refused the card.
        var wanted = new[] { reply, reply with { IsCard = false } }
            .Select(DiscordRenderer.Single).Select(p => Fingerprint(p.Content, p.Embeds, p.Components)).ToHashSet(StringComparer.Ordinal);
        var after = Snowflake.IdAt(since - ClockMargin);
        for (var page = 0; page < MaxPages; page++)
        {
            var messages = await api.Channels.MessagesAfterAsync(channel, after, ct);
            var found = messages.FirstOrDefault(m => m.Author?.Id == bot && wanted.Contains(Fingerprint(m.Content, m.Embeds, m.Components)));
            if (found is not null || messages.Count < 100)
                return found;
            after = messages.MaxBy(m => ulong.Parse(m.Id, CultureInfo.InvariantCulture))!.Id;
        }

        return null;
    }

    /// <summary>Equal for a message as sent and as stored: Discord trims whitespace and adds link previews.</summary>
    private static string Fingerprint(string? content, IReadOnlyList<Embed>? embeds, IReadOnlyList<Component> components)
    {
        var fingerprint = new StringBuilder();
        Add(content);
        foreach (var embed in (embeds ?? []).Where(e => e.Type is null or "rich"))
        {
            Add(embed.Title);
            Add(embed.Url);
            Add(embed.Description);
            foreach (var field in embed.Fields ?? [])
            {
                Add(field.Name);
                Add(field.Value);
            }
        }

        foreach (var component in components.SelectMany(All))
        {
            Add(component.Content);
            Add(component.CustomId);
        }

        return fingerprint.ToString();

        void Add(string? text) => fingerprint.AppendJoin(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append('\0');
    }

    private static IEnumerable<Component> All(Component component) => (component.Components ?? []).SelectMany(All).Prepend(component);
}
