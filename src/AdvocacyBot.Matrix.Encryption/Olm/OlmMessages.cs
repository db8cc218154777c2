using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Olm;

/// <summary>A normal Olm message (olm-megolm, The Olm Message Format, Normal Messages).</summary>
internal sealed class OlmMessage
{
    internal const byte Version = 3;

    private const byte RatchetKeyTag = 0x0a;
    private const byte ChainIndexTag = 0x10;
    private const byte CiphertextTag = 0x22;

    private readonly byte[] encoded;

    private OlmMessage(byte[] encoded, Curve25519Key ratchetKey, uint chainIndex, byte[] ciphertext)
    {
        this.encoded = encoded;
        RatchetKey = ratchetKey;
        ChainIndex = chainIndex;
        Ciphertext = ciphertext;
    }

    public Curve25519Key RatchetKey { get; }

    public uint ChainIndex { get; }

    public byte[] Ciphertext { get; }

    /// <summary>Everything that the MAC covers.</summary>
    public ReadOnlySpan<byte> Authenticated => encoded.AsSpan(0, encoded.Length - MessageCipher.MacSize);

    public ReadOnlySpan<byte> Mac => encoded.AsSpan(encoded.Length - MessageCipher.MacSize);

    public static OlmMessage Decode(byte[] bytes)
    {
        if (bytes.Length < 1 + MessageCipher.MacSize || bytes[0] != Version)
            throw EncryptionException.Malformed("Not an Olm message of version 3.");

        Curve25519Key? ratchetKey = null;
        uint? index = null;
        byte[]? ciphertext = null;
        var reader = new WireReader(bytes.AsSpan(1, bytes.Length - 1 - MessageCipher.MacSize));
        while (reader.TryRead(out var tag))
        {
            switch (tag)
            {
                case RatchetKeyTag:
                    ratchetKey = Curve25519Key.FromBytes(reader.String);
                    break;
                case ChainIndexTag:
                    index = reader.Integer;
                    break;
                case CiphertextTag:
                    ciphertext = reader.String.ToArray();
                    break;
            }
        }

        return ratchetKey is { } key && index is { } chainIndex && ciphertext is not null
            ? new(bytes, key, chainIndex, ciphertext)
            : throw EncryptionException.Malformed("The Olm message is incomplete.");
    }

    public static byte[] Encode(Curve25519Key ratchetKey, uint chainIndex, in MessageCipher cipher, ReadOnlySpan<byte> plaintext)
    {
        var message = new WireWriter(Version)
            .String(RatchetKeyTag, ratchetKey.ToBytes())
            .Integer(ChainIndexTag, chainIndex)
            .String(CiphertextTag, cipher.Encrypt(plaintext))
            .ToArray(MessageCipher.MacSize);
        cipher.WriteMac(message.AsSpan(0, message.Length - MessageCipher.MacSize), message.AsSpan(message.Length - MessageCipher.MacSize));
        return message;
    }
}

/// <summary>A pre-key message, with which a session begins (olm-megolm, The Olm Message Format, Pre-Key Messages).</summary>
internal sealed record OlmPreKeyMessage(OlmSessionKeys Keys, OlmMessage Message)
{
    private const byte OneTimeKeyTag = 0x0a;
    private const byte BaseKeyTag = 0x12;
    private const byte IdentityKeyTag = 0x1a;
    private const byte MessageTag = 0x22;

    public static OlmPreKeyMessage Decode(byte[] bytes)
    {
        if (bytes.Length < 1 || bytes[0] != OlmMessage.Version)
            throw EncryptionException.Malformed("Not a pre-key message of version 3.");

        Curve25519Key? oneTime = null, ephemeral = null, identity = null;
        OlmMessage? inner = null;
        var reader = new WireReader(bytes.AsSpan(1));
        while (reader.TryRead(out var tag))
        {
            switch (tag)
            {
                case OneTimeKeyTag:
                    oneTime = Curve25519Key.FromBytes(reader.String);
                    break;
                case BaseKeyTag:
                    ephemeral = Curve25519Key.FromBytes(reader.String);
                    break;
                case IdentityKeyTag:
                    identity = Curve25519Key.FromBytes(reader.String);
                    break;
                case MessageTag:
                    inner = OlmMessage.Decode(reader.String.ToArray());
                    break;
            }
        }

        return oneTime is { } e && ephemeral is { } b && identity is { } i && inner is not null
            ? new(new OlmSessionKeys(i, b, e), inner)
            : throw EncryptionException.Malformed("The pre-key message is incomplete.");
    }

    public static byte[] Encode(OlmSessionKeys keys, ReadOnlySpan<byte> message) => new WireWriter(OlmMessage.Version)
        .String(OneTimeKeyTag, keys.OneTimeKey.ToBytes())
        .String(BaseKeyTag, keys.BaseKey.ToBytes())
        .String(IdentityKeyTag, keys.IdentityKey.ToBytes())
        .String(MessageTag, message)
        .ToArray();
}

/// <summary>The public keys of the handshake, which identify a session: Alice's identity and base key, and Bob's one-time key.</summary>
internal readonly record struct OlmSessionKeys(Curve25519Key IdentityKey, Curve25519Key BaseKey, Curve25519Key OneTimeKey);

/// <summary>An encoded message with the type that Matrix gives it: 0 for a pre-key message, 1 for a normal one.</summary>
internal sealed record OlmCiphertext(int Type, byte[] Body)
{
    public const int PreKey = 0;
    public const int Normal = 1;
}
