using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Answers messages that are addressed to the bot.</summary>
internal sealed class MessageHandler(
    Session session, MatrixSettings settings, DirectRooms directs, MessageReader reader, IntentFactory intents, AnswerDelivery answers,
    ReadReceipts receipts, BotLoopGuard loops, ForgottenConversations forgotten)
{
    public async Task HandleAsync(IntentHandler handle, RoomState room, MatrixEvent e, SyncOrigin origin, CancellationToken ct)
    {
        var isPrivate = await directs.IsPrivateAsync(room, ct);
        if (new Addressing(session.Me, session.DisplayName, settings.Prefix).Read(e, isPrivate) is not { } message
            || await reader.ReadAsync(room, message, isPrivate, ct) is not { } read
            || loops.IsLoop(room.Id, e.Sender, message.IsCommand, origin.ReceivedAt))
        {
            return;
        }

        receipts.Read(room.Id, e.Id);
        var intent = await intents.MakeAsync(room, e, read.Body, origin, ct);
        if (read.ReplyTo is { } original && (message.OnlyAsReply || isPrivate))
            intent = intent with { ReplyTo = new MessageRef(intent.Channel, original.Id), RepliedChoices = [.. original.Choices.Select(c => c.Id)] };
        await answers.GiveAsync(intent, new AskedEvent(room.Id, e.Id, message.Thread), await handle(intent, ct), ct);
        loops.Answered(room.Id, e.Sender);
        await forgotten.LeaveAsync(e.Sender, ct);
    }
}
