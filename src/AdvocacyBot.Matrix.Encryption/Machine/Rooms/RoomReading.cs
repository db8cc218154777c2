using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Megolm;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rooms;

/// <summary>Decrypts room events (m.megolm.v1.aes-sha2), and waits a little for keys that arrive late.</summary>
internal static class RoomReading
{
    private const int MaxWaiting = 1000;
    private const int MaxWaitingPerUser = 300;
    private const int MaxJson = 70_000;

    /// <summary>How long an event waits for its key before its sender is asked to send it again.</summary>
    public static readonly TimeSpan KeyTimeout = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AskInterval = TimeSpan.FromDays(1);

    public static void Receive(StepBuilder step, string roomId, JsonElement json)
    {
        if (json.Text("event_id") is not { } eventId || json.Text("sender") is not { } sender || sender == step.Account.UserId)
            return;

        if (json.Member("content") is not { } content
            || content.Text("algorithm") != OlmAccount.MegolmAlgorithm
            || content.Text("session_id") is not { } sessionId)
        {
            Fail(step, roomId, eventId, sender, EncryptionFault.UnknownAlgorithm);
            return;
        }

        // Only the session id counts: sender_key and device_id are claims of the homeserver.
        var key = InboundRow.KeyOf(roomId, sessionId, sender);
        if (step.State.Inbound.TryFind(key, out var row))
            Decrypt(step, key, row, new RoomEvent(roomId, eventId, sender, json.Number("origin_server_ts") ?? 0, content));
        else if (step.State.Withheld.Find(key) is not null)
            Fail(step, roomId, eventId, sender, EncryptionFault.Withheld);
        else
            Wait(step, new WaitingEventRow(roomId, sessionId, sender, eventId, json.GetRawText(), step.Now));
    }

    /// <summary>Reads the events that waited for this session, in the order in which they arrived.</summary>
    public static void Resume(StepBuilder step, string roomId, string sessionId, string sender)
    {
        var events = step.State.Waiting.Entries
            .Where(e => e.Value.RoomId == roomId && e.Value.SessionId == sessionId && e.Value.Sender == sender)
            .OrderBy(e => e.Key, StringComparer.Ordinal)
            .ToArray();
        foreach (var (key, row) in events)
        {
            step.State = step.State with { Waiting = step.State.Waiting.Remove(key) };
            using var document = JsonDocument.Parse(row.Json);
            Receive(step, row.RoomId, document.RootElement);
        }
    }

    /// <summary>Gives up events whose key did not arrive in time.</summary>
    public static void GiveUp(StepBuilder step)
    {
        var late = step.State.Waiting.Entries
            .Where(e => step.Now - e.Value.ArrivedAt >= KeyTimeout)
            .OrderBy(e => e.Key, StringComparer.Ordinal)
            .ToArray();
        foreach (var (key, row) in late)
        {
            step.State = step.State with { Waiting = step.State.Waiting.Remove(key) };
            var withheld = step.State.Withheld.Find(InboundRow.KeyOf(row.RoomId, row.SessionId, row.Sender)) is not null;
            Fail(step, row.RoomId, row.EventId, row.Sender, withheld ? EncryptionFault.Withheld : EncryptionFault.NoSession);
        }
    }

    private static void Wait(StepBuilder step, WaitingEventRow row)
    {
        if (step.State.Waiting.Values.Any(w => w.EventId == row.EventId))
            return;

        if (row.Json.Length > MaxJson
            || step.State.Waiting.Count >= MaxWaiting
            || step.State.Waiting.Values.Count(w => w.Sender == row.Sender) >= MaxWaitingPerUser)
        {
            Fail(step, row.RoomId, row.EventId, row.Sender, EncryptionFault.NoSession);
            return;
        }

        step.Wait(row);
    }

    private static void Decrypt(StepBuilder step, string key, InboundRow row, RoomEvent json)
    {
        try
        {
            CheckSender(step, row);
            var message = MegolmMessage.Decode(
                UnpaddedBase64.Decode(json.Content.Text("ciphertext") ?? throw EncryptionException.Malformed("No ciphertext.")));
            var (session, plaintext) = row.Session.Decrypt(message, new ReadIndex(json.EventId, json.Timestamp));
            step.State = step.State with { Inbound = step.State.Inbound.Set(key, row with { Session = session }) };
            try
            {
                Emit(step, json, plaintext);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(plaintext);
            }

            RemoveOlderSessions(step, row);
        }
        catch (EncryptionException e) when (e.Fault == EncryptionFault.KeyAlreadyUsed)
        {
            // The same event again, or one that pretends to be: it has had its effect.
        }
        catch (EncryptionException e)
        {
            Fail(step, json.RoomId, json.EventId, json.Sender, e.Fault);
        }
    }

    /// <summary>
    /// The device must be signed by its owner now; if it is gone, it must have been when the key arrived. A person whose identity
    /// changed is read again after organizers were told.
    /// </summary>
    private static void CheckSender(StepBuilder step, InboundRow row)
    {
        var user = step.User(row.Sender.UserId);
        var device = user.FindDevice(row.Sender.IdentityKey) ?? row.Sender;
        if (user.IdentityChangePending || !(device.Signed || step.Options.AllowUnsignedDevices))
            throw new EncryptionException(EncryptionFault.UnsignedDevice, "The sender's device is not signed by its owner.");
    }

    private static void Emit(StepBuilder step, RoomEvent json, byte[] plaintext)
    {
        using var document = JsonReading.Parse(plaintext);
        var payload = document.RootElement;
        if (payload.Text("room_id") != json.RoomId)
            throw new EncryptionException(EncryptionFault.WrongRoom, "The content was encrypted for another room.");
        if (payload.Text("type") is not { } type || payload.Member("content") is not { ValueKind: JsonValueKind.Object } content)
            throw EncryptionException.Malformed("The content has no type.");

        step.Emit(new MachineEffect.EventDecrypted(
            json.RoomId, json.EventId, json.Sender, json.Timestamp, type, WithRelation(content, json.Content)));
    }

    /// <summary>The relation is outside, unencrypted; if the sender also encrypted one, that one counts.</summary>
    private static string WithRelation(JsonElement content, JsonElement encrypted)
    {
        if (encrypted.Member("m.relates_to") is not { } relation || content.Member("m.relates_to") is not null)
            return content.GetRawText();

        // As text, because a writer refuses escapes that a reader passes on.
        var others = content.GetRawText().AsSpan()[1..^1].Trim();
        return $"{{{others}{(others.IsEmpty ? string.Empty : ",")}\"m.relates_to\":{relation.GetRawText()}}}";
    }

    /// <summary>Forward secrecy: once a newer session of the same device is used, the older ones are not needed any more.</summary>
    private static void RemoveOlderSessions(StepBuilder step, InboundRow used) => step.State = step.State with
    {
        Inbound = step.State.Inbound.RemoveWhere((_, row) => row.RoomId == used.RoomId
            && row.Sender.UserId == used.Sender.UserId
            && row.Sender.IdentityKey == used.Sender.IdentityKey
            && row.ReceivedAt < used.ReceivedAt),
    };

    private static void Fail(StepBuilder step, string roomId, string eventId, string sender, EncryptionFault fault)
    {
        var canHelp = fault is EncryptionFault.NoSession or EncryptionFault.Withheld or EncryptionFault.UnsignedDevice or EncryptionFault.BadMac;
        var ask = canHelp && (step.State.Notices.Find(sender) is not { } notice || step.Now - notice.At >= AskInterval);
        if (ask)
            step.State = step.State with { Notices = step.State.Notices.Set(sender, new NoticeRow(step.Now)) };
        step.Emit(new MachineEffect.EventUndecryptable(roomId, eventId, sender, fault, ask));
    }

    private readonly record struct RoomEvent(string RoomId, string EventId, string Sender, long Timestamp, JsonElement Content);
}
