using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Peers;

/// <summary>Encrypts to-device events with Olm (m.olm.v1.curve25519-aes-sha2). The ratchets advance in the step, before anything is sent.</summary>
internal sealed class OlmSending
{
    private readonly StepBuilder step;
    private readonly byte[] ownDeviceKeys;

    public OlmSending(StepBuilder step)
    {
        this.step = step;
        var keys = step.Account.DeviceKeys();
        if (step.State.Identities.Find(MachineState.Single)?.Keys is { } own)
            keys = SignedJson.Sign(keys, step.Account.UserId, $"ed25519:{own.SelfSigning.Public}", own.SelfSigning);
        ownDeviceKeys = Encoding.UTF8.GetBytes(keys.ToJsonString());
    }

    /// <summary>The event's content for one device, or null if there is no session with it.</summary>
    public JsonObject? Encrypt(PeerDevice device, string eventType, Action<Utf8JsonWriter> writeContent)
    {
        var peer = step.Peer(device);
        if (peer.Sessions.IsEmpty)
            return null;

        using var plaintext = new ErasedBuffer(2048);
        using (var writer = new Utf8JsonWriter(plaintext))
            WritePlaintext(writer, device, eventType, writeContent);

        var (session, message) = peer.Sessions[0].Encrypt(plaintext.Written, step.Random);
        step.Save(device, peer.WithSent(session));
        return new JsonObject
        {
            ["algorithm"] = OlmAccount.OlmAlgorithm,
            ["sender_key"] = step.Account.Identity.Public.Value,
            ["ciphertext"] = new JsonObject
            {
                [device.IdentityKey.Value] = new JsonObject { ["type"] = message.Type, ["body"] = UnpaddedBase64.Encode(message.Body) },
            },
        };
    }

    /// <summary>Adds a device's content to the body of a to-device request.</summary>
    public static void Add(JsonObject messages, PeerDevice device, JsonObject content)
    {
        if (messages[device.UserId] is not JsonObject devices)
            messages[device.UserId] = devices = [];
        devices[device.DeviceId] = content;
    }

    /// <summary>The names of both sides are inside, so that nobody can pass a message on as their own (OlmPlaintext).</summary>
    private void WritePlaintext(Utf8JsonWriter writer, PeerDevice device, string eventType, Action<Utf8JsonWriter> writeContent)
    {
        writer.WriteStartObject();
        writer.WriteString("type", eventType);
        writer.WritePropertyName("content");
        writeContent(writer);
        writer.WriteString("sender", step.Account.UserId);
        writer.WriteString("recipient", device.UserId);
        WriteSigningKey(writer, "recipient_keys", device.SigningKey);
        WriteSigningKey(writer, "keys", step.Account.Signing.Public);
        writer.WritePropertyName("sender_device_keys");
        writer.WriteRawValue(ownDeviceKeys, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static void WriteSigningKey(Utf8JsonWriter writer, string name, Ed25519Key key)
    {
        writer.WriteStartObject(name);
        writer.WriteString("ed25519", key.Value);
        writer.WriteEndObject();
    }
}
