using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Reads what an addressed message asks for. In reply to a message that offers choices, a number picks one. A text that nothing but
/// its position addresses to the bot counts only in reply to a message of the bot's; whether it means the bot is decided elsewhere.
/// </summary>
internal sealed class MessageReader(OwnMessages own)
{
    /// <returns>Null if the message is not meant for the bot after all.</returns>
    public async Task<ReadMessage?> ReadAsync(RoomState room, AddressedMessage message, bool isPrivate, CancellationToken ct)
    {
        if (message.IsCommand)
            return new ReadMessage(new TextBody(message.Text, IsCommand: true), null);

        var target = await TargetAsync(room, message, isPrivate, ct);
        if (target is not null && message.Number is { } number && number >= 1 && number <= target.Choices.Count)
            return new ReadMessage(new ChoiceBody(target.Choices[number - 1].Id), null);
        return target is null && message.OnlyAsReply ? null : new ReadMessage(new TextBody(message.Text), target);
    }

    /// <summary>
    /// The bot's message that this one refers to: the one that it replies to, the start of its thread or, for a bare number in a
    /// conversation of two, the latest one that offers choices.
    /// </summary>
    private async Task<OwnMessage?> TargetAsync(RoomState room, AddressedMessage message, bool isPrivate, CancellationToken ct)
    {
        foreach (var id in new[] { message.RepliesTo, message.Thread }.OfType<string>())
        {
            if (await own.FindAsync(room.Id, id, ct) is { } found)
                return found;
        }

        return isPrivate && message.Number is not null ? await own.LatestWithChoicesAsync(room.Id, ct) : null;
    }
}

/// <param name="Body">What the message asks for.</param>
/// <param name="ReplyTo">The bot's message that a text replies to; null for other texts.</param>
internal sealed record ReadMessage(IntentBody Body, OwnMessage? ReplyTo);
