using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rooms;

/// <summary>Shares a room's session with the devices that may read (m.room_key), and tells the others (m.room_key.withheld).</summary>
internal static class RoomKeySharing
{
    private const string Encrypted = "m.room.encrypted";
    private const string Withheld = "m.room_key.withheld";
    private const int MaxMessagesPerRequest = 100;

    /// <summary>Returns true if requests have to be answered before the room's next event.</summary>
    public static bool Share(
        StepBuilder step, string roomId, OutboundRow outbound, IReadOnlyCollection<PeerDevice> trusted, IReadOnlyCollection<PeerDevice> untrusted)
    {
        var shared = step.State.Shared.Find(roomId) ?? new SharedRow(outbound.Session.Id);
        var missing = trusted.Where(d => !shared.Has(d.IdentityKey.Value)).ToArray();
        if (SessionClaiming.Claim(step, missing.Where(d => step.Peer(d).Sessions.IsEmpty)))
            return true;

        var reachable = missing.Where(d => !step.Peer(d).Sessions.IsEmpty).ToArray();
        if (reachable.Length > 0)
            shared = SendKeys(step, roomId, outbound, reachable, shared);

        shared = Refuse(step, roomId, outbound.Session, untrusted, shared);
        SendNoOlm(step, missing.Where(d => step.Peer(d) is { Sessions.IsEmpty: true, NoOlmSent: false }).ToArray());
        if (shared != step.State.Shared.Find(roomId))
            step.State = step.State with { Shared = step.State.Shared.Set(roomId, shared) };

        // The event waits only for the keys, so that nobody receives a message before its key.
        return step.State.Requests.Values.Any(r => r.RoomId == roomId && r.EventType == Encrypted);
    }

    /// <summary>A device announced a new session, so what it was sent before may be lost: it gets the current key again.</summary>
    public static void ShareAgainLater(StepBuilder step, PeerDevice device)
    {
        foreach (var (roomId, shared) in step.State.Shared.Entries.ToArray())
        {
            if (shared.Has(device.IdentityKey.Value))
                step.State = step.State with { Shared = step.State.Shared.Set(roomId, shared.WithAgain(device.IdentityKey.Value)) };
        }
    }

    private static SharedRow SendKeys(
        StepBuilder step, string roomId, OutboundRow outbound, IReadOnlyCollection<PeerDevice> devices, SharedRow shared)
    {
        var sending = new OlmSending(step);
        using var key = outbound.Session.SharedKey();
        using var keyText = new ErasedBuffer(512);
        UnpaddedBase64.Append(keyText, key.Span);
        var added = shared.Devices.ToBuilder();
        foreach (var chunk in devices.Chunk(MaxMessagesPerRequest))
        {
            var messages = new JsonObject();
            foreach (var device in chunk)
            {
                if (sending.Encrypt(device, "m.room_key", writer => WriteRoomKey(writer, roomId, outbound, keyText)) is not { } content)
                    continue;
                OlmSending.Add(messages, device, content);
                added[device.IdentityKey.Value] = device.UserId;
            }

            step.SendToDevice(Encrypted, messages, roomId);
        }

        return shared with { Devices = added.ToImmutable(), Again = shared.Again.Except(devices.Select(d => d.IdentityKey.Value)) };
    }

    private static void WriteRoomKey(Utf8JsonWriter writer, string roomId, OutboundRow outbound, ErasedBuffer keyText)
    {
        writer.WriteStartObject();
        writer.WriteString("algorithm", OlmAccount.MegolmAlgorithm);
        writer.WriteString("room_id", roomId);
        writer.WriteString("session_id", outbound.Session.Id);
        writer.WriteString("session_key", keyText.Written);
        writer.WriteBoolean("shared_history", outbound.SharedHistory);
        writer.WriteEndObject();
    }

    /// <summary>Devices that their owner has not signed are told so, once for each session.</summary>
    private static SharedRow Refuse(
        StepBuilder step, string roomId, OutboundGroupSession session, IReadOnlyCollection<PeerDevice> untrusted, SharedRow shared)
    {
        var untold = untrusted.Where(d => !shared.Withheld.Contains(d.IdentityKey.Value)).ToArray();
        foreach (var chunk in untold.Chunk(MaxMessagesPerRequest))
        {
            SendWithheld(step, chunk, () => new JsonObject
            {
                ["algorithm"] = OlmAccount.MegolmAlgorithm,
                ["room_id"] = roomId,
                ["session_id"] = session.Id,
                ["sender_key"] = step.Account.Identity.Public.Value,
                ["code"] = "m.unverified",
                ["reason"] = "The bot shares keys only with devices that their owner has verified.",
            });
        }

        return untold.Length == 0 ? shared : shared with { Withheld = shared.Withheld.Union(untold.Select(d => d.IdentityKey.Value)) };
    }

    /// <summary>A device without a session is told once, without a room, until there was a session again (m.room_key.withheld).</summary>
    private static void SendNoOlm(StepBuilder step, IReadOnlyCollection<PeerDevice> devices)
    {
        foreach (var chunk in devices.Chunk(MaxMessagesPerRequest))
        {
            SendWithheld(step, chunk, () => new JsonObject
            {
                ["algorithm"] = OlmAccount.MegolmAlgorithm,
                ["sender_key"] = step.Account.Identity.Public.Value,
                ["code"] = "m.no_olm",
                ["reason"] = "The bot could not establish a secure channel.",
            });
            foreach (var device in chunk)
                step.Save(device, step.Peer(device) with { NoOlmSent = true });
        }
    }

    private static void SendWithheld(StepBuilder step, IEnumerable<PeerDevice> devices, Func<JsonObject> content)
    {
        var messages = new JsonObject();
        foreach (var device in devices)
            OlmSending.Add(messages, device, content());
        step.SendToDevice(Withheld, messages);
    }
}
