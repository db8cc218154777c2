using System.Collections.Immutable;
using System.Security.Cryptography;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Olm;

/// <summary>The key derivations of the double ratchet (olm-megolm, The Olm Algorithm).</summary>
internal static class OlmDerivation
{
    public const int KeySize = 32;

    public static ReadOnlySpan<byte> MessageInfo => "OLM_KEYS"u8;

    private static ReadOnlySpan<byte> RootInfo => "OLM_ROOT"u8;

    private static ReadOnlySpan<byte> RatchetInfo => "OLM_RATCHET"u8;

    /// <summary>R0 and C0,0 from the triple Diffie-Hellman secret (Initial setup).</summary>
    public static (SecretBytes Root, SecretBytes Chain) FromHandshake(ReadOnlySpan<byte> secret) => Expand(secret, [], RootInfo);

    /// <summary>The next root key and a new chain key (Advancing the root key).</summary>
    public static (SecretBytes Root, SecretBytes Chain) AdvanceRoot(SecretBytes root, SecretBytes ownRatchet, Curve25519Key theirRatchet)
    {
        Span<byte> shared = stackalloc byte[X25519.SharedSize];
        X25519.Agree(ownRatchet, theirRatchet, shared);
        var keys = Expand(shared, root.Span, RatchetInfo);
        CryptographicOperations.ZeroMemory(shared);
        return keys;
    }

    /// <summary>C(i, j+1) = HMAC(C(i, j), 0x02) (Advancing the chain key).</summary>
    public static SecretBytes AdvanceChain(SecretBytes chain) => Hmac(chain, 0x02);

    /// <summary>M(i, j) = HMAC(C(i, j), 0x01) (Creating a message key).</summary>
    public static SecretBytes MessageKey(SecretBytes chain) => Hmac(chain, 0x01);

    private static SecretBytes Hmac(SecretBytes key, byte input) =>
        SecretBytes.Create(KeySize, bytes => HMACSHA256.HashData(key.Span, [input], bytes));

    private static (SecretBytes Root, SecretBytes Chain) Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Span<byte> keys = stackalloc byte[2 * KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, keys, salt, info);
        var result = (SecretBytes.CopyOf(keys[..KeySize]), SecretBytes.CopyOf(keys[KeySize..]));
        CryptographicOperations.ZeroMemory(keys);
        return result;
    }
}

/// <summary>The chain for sending: the own ratchet key and the next message's index.</summary>
internal sealed record OlmSenderChain(CurveKeyPair Ratchet, SecretBytes ChainKey, uint Index);

/// <summary>The key of a message that did not arrive yet although a later one did.</summary>
internal sealed record OlmSkippedKey(uint Index, SecretBytes Key);

/// <summary>The chain of messages that the other side sent under one ratchet key.</summary>
internal sealed record OlmReceiverChain(Curve25519Key RatchetKey, SecretBytes ChainKey, uint Index, ImmutableArray<OlmSkippedKey> Skipped)
{
    /// <summary>A message that is further ahead is refused: deriving keys costs time, and a stranger chooses the index.</summary>
    public const uint MaxGap = 2000;

    /// <summary>Only the newest skipped keys stay.</summary>
    public const int MaxSkippedKeys = 40;

    /// <summary>
    /// Finds or derives the key of a message, checks the MAC, then decrypts (Receiving messages). Returns the chain without that key,
    /// so that it works once. On failure, keys that were derived for the attempt are overwritten, and this chain stays valid.
    /// </summary>
    public (OlmReceiverChain Next, byte[] Plaintext) Decrypt(OlmMessage message)
    {
        if (message.ChainIndex >= Index)
            return DecryptAhead(message);

        var skipped = Skipped.FirstOrDefault(s => s.Index == message.ChainIndex)
            ?? throw new EncryptionException(EncryptionFault.KeyAlreadyUsed, "The message key was used or discarded.");
        return (this with { Skipped = Skipped.Remove(skipped) }, Open(skipped.Key, message));
    }

    private (OlmReceiverChain Next, byte[] Plaintext) DecryptAhead(OlmMessage message)
    {
        if (message.ChainIndex - Index > MaxGap || message.ChainIndex == uint.MaxValue)
            throw new EncryptionException(EncryptionFault.TooFarAhead, "The message skips too many keys.");

        var derived = new List<OlmSkippedKey>();
        var chain = SecretBytes.CopyOf(ChainKey.Span);
        try
        {
            for (var index = Index; index < message.ChainIndex; index++)
            {
                if (message.ChainIndex - index <= MaxSkippedKeys)
                    derived.Add(new OlmSkippedKey(index, OlmDerivation.MessageKey(chain)));
                chain = Replace(chain, OlmDerivation.AdvanceChain(chain));
            }

            byte[] plaintext;
            using (var key = OlmDerivation.MessageKey(chain))
                plaintext = Open(key, message);

            var kept = Skipped.AddRange(derived);
            kept = kept.RemoveRange(0, Math.Max(0, kept.Length - MaxSkippedKeys));
            chain = Replace(chain, OlmDerivation.AdvanceChain(chain));
            return (this with { ChainKey = chain, Index = message.ChainIndex + 1, Skipped = kept }, plaintext);
        }
        catch (EncryptionException)
        {
            chain.Dispose();
            derived.ForEach(d => d.Key.Dispose());
            throw;
        }
    }

    private static SecretBytes Replace(SecretBytes old, SecretBytes next)
    {
        old.Dispose();
        return next;
    }

    private static byte[] Open(SecretBytes key, OlmMessage message)
    {
        Span<byte> buffer = stackalloc byte[MessageCipher.BufferSize];
        using var cipher = new MessageCipher(key.Span, OlmDerivation.MessageInfo, buffer);
        cipher.Verify(message.Authenticated, message.Mac);
        return cipher.Decrypt(message.Ciphertext);
    }
}
