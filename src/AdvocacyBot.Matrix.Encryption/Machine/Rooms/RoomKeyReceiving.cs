using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rooms;

/// <summary>Accepts room keys that a device sent for its own session (m.room_key, m.room_key.withheld).</summary>
internal static class RoomKeyReceiving
{
    private const int MaxSessionsPerUser = 500;
    private const int MaxWithheld = 1000;
    private const int MaxIdLength = 255;

    /// <summary>
    /// Stores the session, bound to the room, the person and the device. A session that is known already stays as it is: a later
    /// key could hide messages, and an earlier one would open again what was read.
    /// </summary>
    public static void Receive(StepBuilder step, TrackedUser user, PeerDevice device, JsonElement content)
    {
        if (content.Text("algorithm") != OlmAccount.MegolmAlgorithm)
            throw new EncryptionException(EncryptionFault.UnknownAlgorithm, "the room key is for an unknown algorithm.");
        if (content.Text("room_id") is not { Length: <= MaxIdLength } roomId
            || content.Text("session_id") is not { } sessionId
            || content.DecodeBytes("session_key") is not { } sharedKey)
        {
            throw EncryptionException.Malformed("the room key is incomplete.");
        }

        InboundGroupSession session;
        try
        {
            session = InboundGroupSession.FromSharedKey(sharedKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sharedKey);
        }

        if (session.Id != sessionId)
            throw EncryptionException.Malformed("the room key names another session.");

        var key = InboundRow.KeyOf(roomId, sessionId, user.UserId);
        if (step.State.Inbound.TryFind(key, out var known))
        {
            session.Ratchet.State.Dispose();
            if (known.Sender.IdentityKey != device.IdentityKey || session.FirstIndex != known.Session.FirstIndex)
                throw new EncryptionException(EncryptionFault.KeyChanged, "the room key differs from the known one.");
            return;
        }

        if (step.State.Inbound.Values.Count(r => r.Sender.UserId == user.UserId) >= MaxSessionsPerUser)
            throw new EncryptionException(EncryptionFault.TooLarge, "the person has too many sessions.");

        step.State = step.State with
        {
            Inbound = step.State.Inbound.Set(key, new InboundRow(roomId, device, session, step.Now)),
            Withheld = step.State.Withheld.Remove(key),
        };
        RoomReading.Resume(step, roomId, sessionId, user.UserId);
    }

    /// <summary>
    /// Remembers that the sender does not share a key. The event is not encrypted, so it proves nothing; it only explains why the
    /// bot cannot read.
    /// </summary>
    public static void Withheld(StepBuilder step, string sender, JsonElement content)
    {
        if (content.Text("code") == "m.no_olm")
        {
            if (Curve25519Key.TryParse(content.Text("sender_key"), out var senderKey) && step.User(sender).FindDevice(senderKey) is { } device)
                SessionClaiming.Replace(step, device);
            return;
        }

        if (content.Text("room_id") is not { Length: <= MaxIdLength } roomId
            || content.Text("session_id") is not { Length: <= MaxIdLength } sessionId
            || step.State.Withheld.Count >= MaxWithheld)
        {
            return;
        }

        var key = InboundRow.KeyOf(roomId, sessionId, sender);
        if (step.State.Inbound.Find(key) is null)
            step.State = step.State with { Withheld = step.State.Withheld.Set(key, new WithheldRow(step.Now)) };
    }
}
