using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Corrects the answer to a question that its author edits soon after asking it.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-replacements"/>
internal sealed class EditHandler(
    MatrixApi api, Session session, MatrixSettings settings, DirectRooms directs, IntentFactory intents, AnswerFinder finder, AnswerDelivery answers)
{
    /// <summary>Later edits are mostly of old conversations, in which nobody expects the bot to speak.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    public async Task HandleAsync(IntentHandler handle, RoomState room, MatrixEvent edit, SyncOrigin origin, CancellationToken ct)
    {
        if (await FindOriginalAsync(room, edit, ct) is not { } original)
            return;

        var isPrivate = await directs.IsPrivateAsync(room, ct);
        var message = new Addressing(session.Me, session.DisplayName, settings.Prefix)
            .Read(edit.Content.At("m.new_content"), original.Relation, isPrivate);
        if (message is null or { OnlyAsReply: true })
            return;

        var intent = await intents.MakeAsync(room, edit, new TextBody(message.Text, message.IsCommand), origin, ct) with { IsEdit = true };
        var reply = await handle(intent, ct);
        var isHere = reply.Visibility == Visibility.Public || intent.IsDirect;
        if (isHere && !reply.IsNothing && await finder.FindAsync(room, intent.Channel, original, ct) is { } answer)
            await answers.CorrectAsync(answer, reply, ct);
        else
            await answers.GiveAsync(intent, new AskedEvent(room.Id, original.Id, message.Thread), reply, ct);
    }

    /// <summary>The message that its author edits; null if somebody else sent the edit, or if it comes too late.</summary>
    private async Task<MatrixEvent?> FindOriginalAsync(RoomState room, MatrixEvent edit, CancellationToken ct) =>
        await api.FindEventAsync(room.Id, edit.Replaces!, ct) is { Type: EventTypes.Message or EventTypes.Encrypted, Replaces: null } original
        && (original.Type == EventTypes.Encrypted) == edit.IsDecrypted && original.Sender == edit.Sender && edit.At - original.At <= MaxAge
            ? original
            : null;
}
