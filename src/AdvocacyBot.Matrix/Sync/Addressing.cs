using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Decides whether a message is addressed to the bot: by the prefix, by a mention, or because nobody else is in the room. Pure.</summary>
/// <param name="me">The bot's user id.</param>
/// <param name="name">Its display name; null if it has none.</param>
/// <param name="prefix">What commands begin with.</param>
internal sealed class Addressing(string me, string? name, string prefix)
{
    private readonly MentionText mentions = new(me, name);

    /// <param name="e">Any event.</param>
    /// <param name="isPrivate">Whether the room is a conversation of two.</param>
    /// <returns>Null if it is not addressed to the bot. Edits are never addressed to it; their new content may be.</returns>
    public AddressedMessage? Read(MatrixEvent e, bool isPrivate) =>
        e.Type != EventTypes.Message || e.Replaces is not null ? null : Read(e.Content, e.Relation, isPrivate);

    /// <param name="content">The content of a message, or the new content of an edit.</param>
    /// <param name="relation">The relation of the original message.</param>
    public AddressedMessage? Read(JsonElement content, JsonElement relation, bool isPrivate)
    {
        if (content.Text("msgtype") != "m.text")
            return null;

        var thread = relation.Text("rel_type") == "m.thread" ? relation.Text("event_id") : null;
        var previous = relation.At("m.in_reply_to").Text("event_id");
        var isReply = previous is not null && !relation.IsTrue("is_falling_back");
        var text = SafeText.Clean(content.Text("body") ?? "").Trim();
        if (isReply)
            text = WithoutQuote(text);
        if (text.Length == 0)
            return null;
        if (Command(text) is { } command)
            return new AddressedMessage(command, true, previous, thread);

        var html = content.Text("formatted_body");
        var isMentioned = content.At("m.mentions").Items("user_ids").Any(id => id.AsText() == me) || mentions.HasPill(html);
        var unnamed = mentions.Remove(text, html, isMentioned);
        // Clients mention the author of the message that is replied to, so "thanks!" in reply to an answer mentions the bot too.
        if (unnamed is not null || isPrivate || (isMentioned && !isReply))
        {
            // Whoever only mentions the bot wants to know what it can do.
            var said = unnamed switch { null => text, "" => "help", _ => unnamed };
            return Command(said) is { } named
                ? new AddressedMessage(named, true, previous, thread)
                : new AddressedMessage(said, false, previous, thread);
        }

        return previous is null && thread is null ? null : new AddressedMessage(text, false, previous, thread) { OnlyAsReply = true };
    }

    /// <summary>The text after the prefix; null if there is none or the rest is only punctuation, as in "!!!".</summary>
    private string? Command(string text)
    {
        var rest = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].TrimStart(' ') : "";
        return rest.Length > 0 && (char.IsLetterOrDigit(rest[0]) || rest[0] is '?' or '"' or '«' or '“') ? rest : null;
    }

    /// <summary>Older clients put the message that a reply answers before it, as quoted lines.</summary>
    private static string WithoutQuote(string text)
    {
        var lines = text.Split('\n');
        var own = lines.SkipWhile(line => line.StartsWith('>')).ToArray();
        return own.Length < lines.Length ? string.Join('\n', own).Trim() : text;
    }
}
