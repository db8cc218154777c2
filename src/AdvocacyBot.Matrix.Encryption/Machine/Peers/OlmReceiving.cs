using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Peers;

/// <summary>Decrypts Olm messages with the sessions of a device (m.olm.v1.curve25519-aes-sha2).</summary>
internal static class OlmReceiving
{
    /// <summary>Whether a new session could help. A repeated message is no sign of a broken session.</summary>
    public static bool MeansBrokenSession(EncryptionFault fault) =>
        fault is EncryptionFault.BadMac or EncryptionFault.NoSession or EncryptionFault.UnknownOneTimeKey or EncryptionFault.TooFarAhead;

    /// <summary>Decrypts, and advances the ratchet in the step. The caller overwrites the result.</summary>
    public static byte[] Decrypt(StepBuilder step, PeerDevice device, JsonElement ciphertext)
    {
        var body = UnpaddedBase64.Decode(ciphertext.Text("body") ?? throw EncryptionException.Malformed("the message has no body."));
        return ciphertext.Number("type") switch
        {
            OlmCiphertext.PreKey => DecryptPreKey(step, device, OlmPreKeyMessage.Decode(body)),
            OlmCiphertext.Normal => DecryptNormal(step, device, OlmMessage.Decode(body)),
            _ => throw EncryptionException.Malformed("the message has an unknown type."),
        };
    }

    private static byte[] DecryptPreKey(StepBuilder step, PeerDevice device, OlmPreKeyMessage message)
    {
        if (message.Keys.IdentityKey != device.IdentityKey)
            throw new EncryptionException(EncryptionFault.WrongSender, "the pre-key message names another identity key.");

        var peer = step.Peer(device);
        if (peer.Sessions.FirstOrDefault(s => s.Keys == message.Keys) is { } known)
            return DecryptWith(step, device, peer, known, message.Message);

        var key = step.Account.Find(message.Keys.OneTimeKey)
            ?? throw new EncryptionException(EncryptionFault.UnknownOneTimeKey, "the one-time key is unknown or was used.");
        var (session, plaintext) = OlmSession.Accept(step.Account.Identity, key.Pair, message);

        // Only now, after it decrypted something, the one-time key goes.
        step.Account = step.Account.Remove(key);
        step.Save(device, peer.WithNew(session, step.Now));
        return plaintext;
    }

    private static byte[] DecryptNormal(StepBuilder step, PeerDevice device, OlmMessage message)
    {
        var peer = step.Peer(device);
        if (peer.Sessions.FirstOrDefault(s => s.Receivers.Any(r => r.RatchetKey == message.RatchetKey)) is { } known)
            return DecryptWith(step, device, peer, known, message);

        var failure = new EncryptionException(EncryptionFault.NoSession, "there is no session for the message.");
        foreach (var session in peer.Sessions)
        {
            try
            {
                return DecryptWith(step, device, peer, session, message);
            }
            catch (EncryptionException e)
            {
                failure = e;
            }
        }

        throw failure;
    }

    private static byte[] DecryptWith(StepBuilder step, PeerDevice device, PeerRow peer, OlmSession session, OlmMessage message)
    {
        var (next, plaintext) = session.Decrypt(message);
        step.Save(device, peer.WithReceived(session, next, step.Now));
        return plaintext;
    }
}
