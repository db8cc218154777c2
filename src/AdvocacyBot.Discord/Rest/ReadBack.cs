using System.Globalization;
using System.Text;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Finds a message whose confirmation was lost, by its words and buttons, among the bot's own since the first attempt.</summary>
internal static class ReadBack
{
    private const int MostPages = 10;

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <returns>The message; null if it is certainly not there.</returns>
    public static async Task<Message?> FindAsync(
        DiscordApi api, string bot, string channel, MessagePayload payload, DateTime since, CancellationToken ct)
    {
        var wanted = Print(payload.Content, payload.Embeds, payload.Components);
        var after = Snowflake.IdAt(since - Margin);
        for (var page = 0; page < MostPages; page++)
        {
            var messages = await api.MessagesAfterAsync(channel, after, ct);
            var found = messages.FirstOrDefault(m => m.Author?.Id == bot && Print(m.Content, m.Embeds, m.Components) == wanted);
            if (found is not null || messages.Count < 100)
                return found;
            after = messages.MaxBy(m => ulong.Parse(m.Id, CultureInfo.InvariantCulture))!.Id;
        }

        return null;
    }

    /// <summary>What two copies of one message have in common; Discord trims blanks and adds previews of links.</summary>
    private static string Print(string content, IReadOnlyList<Embed> embeds, IReadOnlyList<Component> components)
    {
        var print = new StringBuilder();
        Add(content);
        foreach (var embed in embeds.Where(e => e.Type is null or "rich"))
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

        foreach (var component in components.SelectMany(row => row.Components ?? []))
            Add(component.CustomId);
        return print.ToString();

        void Add(string? text) => print.AppendJoin(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append('\0');
    }
}
