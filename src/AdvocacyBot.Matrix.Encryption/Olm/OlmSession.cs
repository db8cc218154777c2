using System.Collections.Immutable;
using System.Security.Cryptography;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Olm;

/// <summary>
/// One Olm session (olm-megolm, The Olm Protocol). Immutable: encrypting and decrypting return the next session, which must be
/// stored before the result is used, because the same message key must never encrypt two messages.
/// </summary>
/// <param name="Keys">The handshake's public keys.</param>
/// <param name="RootKey">The current root key.</param>
/// <param name="Sender">Null after a new chain of the other side arrived: the next message then begins a new ratchet key.</param>
/// <param name="Receivers">Newest first.</param>
internal sealed record OlmSession(OlmSessionKeys Keys, SecretBytes RootKey, OlmSenderChain? Sender, ImmutableArray<OlmReceiverChain> Receivers)
{
    /// <summary>Older chains are forgotten.</summary>
    public const int MaxReceiverChains = 5;

    /// <summary>Until a message was received, each message repeats the handshake (m.olm.v1.curve25519-aes-sha2).</summary>
    public bool HasReceived => !Receivers.IsEmpty;

    /// <summary>SHA-256 of the handshake's public keys, as libolm and vodozemac compute it.</summary>
    public string Id => UnpaddedBase64.Encode(SHA256.HashData(
        [.. Keys.IdentityKey.ToBytes(), .. Keys.BaseKey.ToBytes(), .. Keys.OneTimeKey.ToBytes()]));

    /// <summary>Begins a session with a claimed one-time key (Creating an outbound session).</summary>
    public static OlmSession Begin(CurveKeyPair identity, Curve25519Key theirIdentity, Curve25519Key theirOneTimeKey, RandomSource random)
    {
        var ephemeral = CurveKeyPair.Generate(random);
        try
        {
            var (root, chain) = Handshake(
                (identity.Private, theirOneTimeKey), (ephemeral.Private, theirIdentity), (ephemeral.Private, theirOneTimeKey));
            var ratchet = CurveKeyPair.Generate(random);
            return new(new(identity.Public, ephemeral.Public, theirOneTimeKey), root, new(ratchet, chain, 0), []);
        }
        finally
        {
            ephemeral.Private.Dispose();
        }
    }

    /// <summary>Accepts a session from a pre-key message (Creating an inbound session from a pre-key message).</summary>
    public static (OlmSession Session, byte[] Plaintext) Accept(CurveKeyPair identity, CurveKeyPair oneTimeKey, OlmPreKeyMessage message)
    {
        var (root, chain) = Handshake(
            (oneTimeKey.Private, message.Keys.IdentityKey),
            (identity.Private, message.Keys.BaseKey),
            (oneTimeKey.Private, message.Keys.BaseKey));
        var receiver = new OlmReceiverChain(message.Message.RatchetKey, chain, 0, []);
        try
        {
            var (next, plaintext) = receiver.Decrypt(message.Message);
            chain.Dispose();
            return (new(message.Keys, root, null, [next]), plaintext);
        }
        catch (EncryptionException)
        {
            root.Dispose();
            chain.Dispose();
            throw;
        }
    }

    public (OlmSession Next, OlmCiphertext Message) Encrypt(ReadOnlySpan<byte> plaintext, RandomSource random)
    {
        var root = RootKey;
        var sender = Sender;
        if (sender is null)
        {
            var ratchet = CurveKeyPair.Generate(random);
            (root, var chain) = OlmDerivation.AdvanceRoot(RootKey, ratchet.Private, Receivers[0].RatchetKey);
            sender = new(ratchet, chain, 0);
        }

        if (sender.Index == uint.MaxValue)
            throw new EncryptionException(EncryptionFault.Exhausted, "The chain has reached its end.");

        Span<byte> buffer = stackalloc byte[MessageCipher.BufferSize];
        using var key = OlmDerivation.MessageKey(sender.ChainKey);
        using var cipher = new MessageCipher(key.Span, OlmDerivation.MessageInfo, buffer);
        var message = OlmMessage.Encode(sender.Ratchet.Public, sender.Index, cipher, plaintext);
        var next = new OlmSenderChain(sender.Ratchet, OlmDerivation.AdvanceChain(sender.ChainKey), sender.Index + 1);
        if (!ReferenceEquals(sender, Sender))
            sender.ChainKey.Dispose();
        return (this with { RootKey = root, Sender = next }, HasReceived
            ? new(OlmCiphertext.Normal, message)
            : new(OlmCiphertext.PreKey, OlmPreKeyMessage.Encode(Keys, message)));
    }

    public (OlmSession Next, byte[] Plaintext) Decrypt(OlmMessage message)
    {
        var known = Receivers.FirstOrDefault(r => r.RatchetKey == message.RatchetKey);
        if (known is not null)
        {
            var (next, text) = known.Decrypt(message);
            return (this with { Receivers = Receivers.Replace(known, next) }, text);
        }

        // Without a chain of our own, the other side cannot have seen a key to answer with a new one.
        if (Sender is null)
            throw new EncryptionException(EncryptionFault.BadMac, "The message belongs to no chain of the session.");

        var (root, chain) = OlmDerivation.AdvanceRoot(RootKey, Sender.Ratchet.Private, message.RatchetKey);
        try
        {
            var (receiver, plaintext) = new OlmReceiverChain(message.RatchetKey, chain, 0, []).Decrypt(message);
            var receivers = Receivers.Insert(0, receiver);
            if (receivers.Length > MaxReceiverChains)
                receivers = receivers.RemoveAt(MaxReceiverChains);
            return (this with { RootKey = root, Sender = null, Receivers = receivers }, plaintext);
        }
        catch (EncryptionException)
        {
            root.Dispose();
            throw;
        }
        finally
        {
            chain.Dispose();
        }
    }

    /// <summary>Every key in the session, so that those which the next session lacks can be overwritten.</summary>
    public IEnumerable<SecretBytes> Secrets()
    {
        yield return RootKey;
        if (Sender is not null)
        {
            yield return Sender.Ratchet.Private;
            yield return Sender.ChainKey;
        }

        foreach (var receiver in Receivers)
        {
            yield return receiver.ChainKey;
            foreach (var skipped in receiver.Skipped)
                yield return skipped.Key;
        }
    }

    public override string ToString() => $"[Olm session {Id}]";

    /// <summary>The triple Diffie-Hellman: S = ECDH(I_A, E_B) || ECDH(E_A, I_B) || ECDH(E_A, E_B) (Initial setup).</summary>
    private static (SecretBytes Root, SecretBytes Chain) Handshake(params ReadOnlySpan<(SecretBytes Own, Curve25519Key Their)> pairs)
    {
        Span<byte> secret = stackalloc byte[3 * X25519.SharedSize];
        try
        {
            for (var i = 0; i < pairs.Length; i++)
                X25519.Agree(pairs[i].Own, pairs[i].Their, secret.Slice(i * X25519.SharedSize, X25519.SharedSize));
            return OlmDerivation.FromHandshake(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
