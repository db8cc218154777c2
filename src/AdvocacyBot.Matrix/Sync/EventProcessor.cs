using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Passes each event of a room to its handler. Events of one room arrive one after the other.</summary>
internal sealed class EventProcessor(
    Session session, MessageHandler messages, EditHandler edits, ReactionHandler reactions, RedactionHandler redactions, Departures departures, EncryptedRooms encrypted)
{
    public async Task ProcessAsync(IntentHandler handle, RoomState room, MatrixEvent e, SyncOrigin origin, CancellationToken ct)
    {
        if (e.Sender == session.Me || e.Id.Length == 0 || room.IsSpace)
            return;
        // Of what was encrypted, only messages count: other types would pass for state or for a removal that nobody made.
        if (e.IsDecrypted ? e.Type != EventTypes.Message : e.Type == EventTypes.Message && !encrypted.AcceptUnencrypted(room))
            return;

        switch (e.Type)
        {
            case EventTypes.Message when e.Replaces is not null:
                await edits.HandleAsync(handle, room, e, origin, ct);
                break;
            case EventTypes.Message:
                await messages.HandleAsync(handle, room, e, origin, ct);
                break;
            case EventTypes.Reaction:
                await reactions.HandleAsync(handle, room, e, origin, ct);
                break;
            case EventTypes.Redaction:
                await redactions.HandleAsync(handle, room, e, origin, ct);
                break;
            case EventTypes.Member:
                await departures.HandleAsync(room, e, ct);
                break;
        }
    }
}
