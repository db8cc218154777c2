using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rooms;

/// <summary>Encrypts room events (m.megolm.v1.aes-sha2), once the recipients' devices are known and have the session.</summary>
internal static class RoomSending
{
    /// <summary>An event may have 65,536 bytes; the rest is for its other members and Base64.</summary>
    private const int MaxPlaintext = 45_000;

    /// <summary>Escapes would make text in most languages several times longer.</summary>
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Encrypt(StepBuilder step, MachineInput.EncryptEvent input)
    {
        var room = step.State.Rooms.Find(input.RoomId);
        if (room is null)
            step.State = step.State with { Rooms = step.State.Rooms.Set(input.RoomId, room = RoomEncryption.Default) };
        if (!room.Supported)
        {
            step.Emit(new MachineEffect.EncryptionRefused(input.Transaction, EncryptionFault.UnknownAlgorithm));
            return;
        }

        if (!TryFindDevices(step, input.Recipients, out var trusted, out var untrusted))
        {
            step.Emit(new MachineEffect.EncryptionWaits(input.Transaction));
            return;
        }

        var outbound = CurrentSession(step, room, input, trusted);
        if (step.State.Sealed.TryFind(input.Transaction, out var done)
            && done.RoomId == input.RoomId
            && done.SessionId == outbound.Session.Id)
        {
            step.Emit(new MachineEffect.EventEncrypted(done.RoomId, input.Transaction, done.Content));
            return;
        }

        if (RoomKeySharing.Share(step, input.RoomId, outbound, trusted, untrusted))
            step.Emit(new MachineEffect.EncryptionWaits(input.Transaction));
        else
            EncryptNow(step, input, outbound);
    }

    public static void Sent(StepBuilder step, string transaction) =>
        step.State = step.State with { Sealed = step.State.Sealed.Remove(transaction) };

    /// <summary>The next event uses a new session, because this person may have the current one.</summary>
    public static void MemberLeft(StepBuilder step, string roomId)
    {
        if (step.State.Outbound.TryFind(roomId, out var row) && !row.MustRotate)
            step.State = step.State with { Outbound = step.State.Outbound.Set(roomId, row with { MustRotate = true }) };
    }

    /// <summary>False if device lists have to be queried first.</summary>
    private static bool TryFindDevices(
        StepBuilder step, IReadOnlyCollection<string> recipients, out List<PeerDevice> trusted, out List<PeerDevice> untrusted)
    {
        // The bot's account has one device: keys are never shared with others that sign in to it.
        var others = recipients.Where(r => r != step.Account.UserId).Distinct(StringComparer.Ordinal).ToArray();
        trusted = [];
        untrusted = [];
        DeviceTracking.Track(step, others);
        foreach (var user in others.Select(step.User))
        {
            if (DeviceTracking.IsAwaited(step, user))
                return false;
            foreach (var device in user.Devices.Values.Where(d => d.SupportsMegolm))
            {
                var mayRead = user.Trusts(device) || (step.Options.AllowUnsignedDevices && !user.IdentityChangePending);
                (mayRead ? trusted : untrusted).Add(device);
            }
        }

        return true;
    }

    /// <summary>The room's session, or a new one if the specification requires a rotation.</summary>
    private static OutboundRow CurrentSession(
        StepBuilder step, RoomRow room, MachineInput.EncryptEvent input, IReadOnlyCollection<PeerDevice> trusted)
    {
        var row = step.State.Outbound.Find(input.RoomId);
        if (row is not null && !MustRotate(step, room, row, input, trusted))
            return row;

        row = new OutboundRow(OutboundGroupSession.Create(step.Now, step.Random), input.SharedHistory, MustRotate: false);
        step.State = step.State with
        {
            Outbound = step.State.Outbound.Set(input.RoomId, row),
            Shared = step.State.Shared.Set(input.RoomId, new SharedRow(row.Session.Id)),
        };
        return row;
    }

    private static bool MustRotate(
        StepBuilder step, RoomRow room, OutboundRow row, MachineInput.EncryptEvent input, IReadOnlyCollection<PeerDevice> trusted)
    {
        if (row.MustRotate
            || row.SharedHistory != input.SharedHistory
            || row.Session.Ratchet.Index >= room.RotationMessages
            || step.Now - row.Session.CreatedAt >= room.RotationPeriod
            || step.Now < row.Session.CreatedAt)
        {
            return true;
        }

        // Someone who has the session left, removed a device, or has a device that is no longer signed.
        var current = trusted.Select(d => d.IdentityKey.Value).ToHashSet(StringComparer.Ordinal);
        return step.State.Shared.Find(input.RoomId) is not { } shared
            || shared.SessionId != row.Session.Id
            || shared.Devices.Keys.Any(key => !current.Contains(key));
    }

    private static void EncryptNow(StepBuilder step, MachineInput.EncryptEvent input, OutboundRow outbound)
    {
        var content = (JsonObject)input.Content.DeepClone();
        content.Remove("m.relates_to", out var relation);

        using var plaintext = new ErasedBuffer(1024);
        using (var writer = new Utf8JsonWriter(plaintext, Unescaped))
        {
            writer.WriteStartObject();
            writer.WriteString("type", input.EventType);
            writer.WritePropertyName("content");
            content.WriteTo(writer);
            writer.WriteString("room_id", input.RoomId);
            writer.WriteEndObject();
        }

        if (plaintext.Length > MaxPlaintext)
        {
            step.Emit(new MachineEffect.EncryptionRefused(input.Transaction, EncryptionFault.TooLarge));
            return;
        }

        var (session, message) = outbound.Session.Encrypt(plaintext.Written);
        var json = Content(step, session, message, relation).ToJsonString();
        step.State = step.State with
        {
            Outbound = step.State.Outbound.Set(input.RoomId, outbound with { Session = session }),
            Sealed = step.State.Sealed.Set(input.Transaction, new SealedEventRow(input.RoomId, session.Id, json, step.Now)),
        };
        step.Emit(new MachineEffect.EventEncrypted(input.RoomId, input.Transaction, json));
    }

    /// <summary>The relation stays readable for the homeserver, which needs it (Forming relationships between events).</summary>
    private static JsonObject Content(StepBuilder step, OutboundGroupSession session, byte[] message, JsonNode? relation)
    {
        var content = new JsonObject
        {
            ["algorithm"] = OlmAccount.MegolmAlgorithm,
            ["sender_key"] = step.Account.Identity.Public.Value,
            ["device_id"] = step.Account.DeviceId,
            ["session_id"] = session.Id,
            ["ciphertext"] = UnpaddedBase64.Encode(message),
        };
        if (relation is not null)
            content["m.relates_to"] = relation;
        return content;
    }
}
