using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Rooms;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Peers;

/// <summary>Receives to-device events (Send-to-Device messaging). Keys count only if they arrived over Olm (CVE-2022-39248).</summary>
internal static class ToDeviceReceiving
{
    /// <summary>Events of devices that are not known yet: in total, and of one person.</summary>
    private const int MaxHeld = 1000;
    private const int MaxHeldPerUser = 100;
    private const int MaxJson = 64 * 1024;

    public static void Receive(StepBuilder step, JsonElement? toDevice)
    {
        if (toDevice?.Member("events") is not { ValueKind: JsonValueKind.Array } events)
            return;
        foreach (var json in events.EnumerateArray())
            Receive(step, json);
    }

    /// <summary>Handles what was held until these people's devices were known. An event of a device that is still unknown is dropped.</summary>
    public static void Resume(StepBuilder step, IEnumerable<string> userIds)
    {
        var senders = userIds.ToHashSet(StringComparer.Ordinal);
        foreach (var (key, held) in step.State.Held.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).ToArray())
        {
            if (!senders.Contains(held.Sender) || step.User(held.Sender).Outdated)
                continue;
            step.State = step.State with { Held = step.State.Held.Remove(key) };
            using var document = JsonDocument.Parse(held.Json);
            ReceiveOlm(step, document.RootElement, held.Sender, mayHold: false);
        }
    }

    private static void Receive(StepBuilder step, JsonElement json)
    {
        var type = json.Text("type");
        var sender = json.Text("sender");
        if (sender is null || type is null || sender == step.Account.UserId)
            return;

        switch (type)
        {
            case "m.room.encrypted":
                ReceiveOlm(step, json, sender, mayHold: true);
                break;
            case "m.room_key.withheld":
                RoomKeyReceiving.Withheld(step, sender, json.Member("content") ?? default);
                break;
            case "m.room_key" or "m.forwarded_room_key" or "m.secret.send":
                step.Report(EncryptionFault.ImportRefused, sender, $"An unencrypted {type} was ignored.");
                break;
        }
    }

    private static void ReceiveOlm(StepBuilder step, JsonElement json, string sender, bool mayHold)
    {
        var content = json.Member("content") ?? default;
        if (content.Text("algorithm") != OlmAccount.OlmAlgorithm)
        {
            step.Report(EncryptionFault.UnknownAlgorithm, sender, "A to-device event uses another algorithm than Olm.");
            return;
        }

        if (!Curve25519Key.TryParse(content.Text("sender_key"), out var senderKey)
            || content.Member("ciphertext")?.Member(step.Account.Identity.Public.Value) is not { } ciphertext)
        {
            step.Report(EncryptionFault.WrongRecipient, sender, "A to-device event is not for this device.");
            return;
        }

        var user = step.User(sender);
        if (user.FindDevice(senderKey) is { } device)
            Decrypt(step, user, device, ciphertext);
        else if (mayHold)
            Hold(step, user, json);
        else
            step.Report(EncryptionFault.UnknownDevice, sender, "The sender has no device with this key.");
    }

    private static void Hold(StepBuilder step, TrackedUser user, JsonElement json)
    {
        var text = json.GetRawText();
        if (text.Length > MaxJson
            || step.State.Held.Count >= MaxHeld
            || step.State.Held.Values.Count(h => h.Sender == user.UserId) >= MaxHeldPerUser)
        {
            step.Report(EncryptionFault.TooLarge, user.UserId, "Too much arrives from unknown devices.");
            return;
        }

        step.Hold(new HeldEventRow(user.UserId, text, step.Now));
        if (!user.Outdated)
            step.Save(user.MarkOutdated());
        else if (step.State.Users.Find(user.UserId) is null)
            step.Save(user);
        DeviceTracking.Query(step);
    }

    private static void Decrypt(StepBuilder step, TrackedUser user, PeerDevice device, JsonElement ciphertext)
    {
        try
        {
            var plaintext = OlmReceiving.Decrypt(step, device, ciphertext);
            try
            {
                using var document = JsonReading.Parse(plaintext);
                Validate(step, device, document.RootElement);
                Handle(step, user, device, document.RootElement);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(plaintext);
            }
        }
        catch (EncryptionException e) when (e.Fault == EncryptionFault.KeyAlreadyUsed)
        {
            // The homeserver repeats events until the next position is confirmed.
        }
        catch (EncryptionException e)
        {
            step.Report(e.Fault, device.UserId, $"A to-device event of device {device.DeviceId} is ignored: {e.Message}");
            if (OlmReceiving.MeansBrokenSession(e.Fault))
                SessionClaiming.Replace(step, device);
        }
    }

    /// <summary>The checks of "Validation of incoming decrypted events". The device's keys come from a list that it signed.</summary>
    private static void Validate(StepBuilder step, PeerDevice device, JsonElement payload)
    {
        if (payload.Text("sender") != device.UserId || payload.Member("keys")?.Text("ed25519") != device.SigningKey.Value)
            throw new EncryptionException(EncryptionFault.WrongSender, "the content names another sender.");
        if (payload.Text("recipient") != step.Account.UserId
            || payload.Member("recipient_keys")?.Text("ed25519") != step.Account.Signing.Public.Value)
        {
            throw new EncryptionException(EncryptionFault.WrongRecipient, "the content names another recipient.");
        }

        // CVE-2026-45056: the names in the attached keys count as well as the keys.
        if (payload.Member("sender_device_keys") is { } keys
            && !PeerDevice.Parse(keys, device.UserId, device.DeviceId, owner: null).HasSameKeysAs(device))
        {
            throw new EncryptionException(EncryptionFault.WrongSender, "the attached device keys are others than the known ones.");
        }
    }

    private static void Handle(StepBuilder step, TrackedUser user, PeerDevice device, JsonElement payload)
    {
        switch (payload.Text("type"))
        {
            case "m.room_key":
                RoomKeyReceiving.Receive(step, user, device, payload.Member("content") ?? default);
                break;
            case "m.dummy":
                RoomKeySharing.ShareAgainLater(step, device);
                break;
            case "m.forwarded_room_key" or "m.secret.send":
                throw new EncryptionException(EncryptionFault.ImportRefused, "forwarded keys and secrets are not accepted.");
        }
    }
}
