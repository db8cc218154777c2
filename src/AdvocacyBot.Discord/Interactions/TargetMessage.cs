using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// The words of the message that a command is used on. Discord sends them because a member asked for it, without the message content
/// intent. Pure. https://docs.discord.com/developers/interactions/application-commands#message-commands
/// </summary>
internal static class TargetMessage
{
    private const int MaxLength = 2_000;

    /// <returns>An empty string for a message without text.</returns>
    public static string TextOf(InteractionData data)
    {
        if (data is not { TargetId: { } id, Resolved.Messages: { } messages } || !messages.TryGetValue(id, out var message))
            return "";

        var text = new StringBuilder(message.Content);
        foreach (var embed in message.Embeds)
        {
            foreach (var part in new[] { embed.Title, embed.Description }.Concat((embed.Fields ?? []).Select(f => $"{f.Name}: {f.Value}")))
                text.Append('\n').Append(part);
        }

        foreach (var component in message.Components.SelectMany(All))
            text.Append('\n').Append(component.Content);
        return SafeText.Shorten(SafeText.Clean(text.ToString()).Trim(), MaxLength);
    }

    private static IEnumerable<Component> All(Component component) => (component.Components ?? []).SelectMany(All).Prepend(component);
}
