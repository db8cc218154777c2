using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Events;

/// <summary>The text of a message that may be meant for the bot.</summary>
/// <param name="Body">The text without the mention or prefix that addresses the bot.</param>
/// <param name="ReplyTo">The id of the bot's message that it replies to, if nothing in the text addresses the bot; empty if it has none.</param>
internal sealed record AddressedText(TextBody Body, string? ReplyTo)
{
    /// <summary>The ids of the choices that the message replied to offers.</summary>
    public IReadOnlyList<string> RepliedChoices { get; private init; } = [];

    private const int DefaultType = 0;
    private const int ReplyType = 19;

    /// <summary>
    /// Reads a message. Discord's client mentions the author of the message that a member replies to, so a mention counts only if it
    /// stands in the text; else the message is a reply, which is usually a comment. Pure.
    /// </summary>
    /// <returns>Null if the message is not addressed to the bot.</returns>
    public static AddressedText? Read(Message message, string bot)
    {
        if (message.Author is not { Bot: false } || message.WebhookId is not null || message.Type is not (DefaultType or ReplyType))
            return null;

        string[] mentions = [$"<@{bot}>", $"<@!{bot}>"];
        var isMentioned = mentions.Any(m => message.Content.Contains(m, StringComparison.Ordinal));
        // A member may switch off the mention that a reply makes.
        var isReply = message.Type == ReplyType && (message.Mentions.Any(m => m.Id == bot) || message.ReferencedMessage?.Author?.Id == bot);
        if (message.GuildId is not null && !isMentioned && !isReply)
            return null;

        var text = mentions.Aggregate(message.Content, (content, m) => content.Replace(m, " ", StringComparison.Ordinal)).Trim();
        var body = text.StartsWith('!') ? new TextBody(text[1..].Trim(), IsCommand: true) : new TextBody(text);
        var repliesInWords = isReply && !isMentioned && !body.IsCommand;
        return new AddressedText(body, repliesInWords ? message.MessageReference?.MessageId ?? "" : null)
        {
            RepliedChoices = repliesInWords && message.ReferencedMessage is { } original && original.Author?.Id == bot ? [.. ChoiceComponents.IdsOf(original.Components)] : [],
        };
    }
}
