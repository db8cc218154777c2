using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Megolm;

/// <summary>A Megolm message: version, payload, MAC, signature (olm-megolm, Message format).</summary>
internal sealed class MegolmMessage
{
    private const byte Version = 3;
    private const byte IndexTag = 0x08;
    private const byte CiphertextTag = 0x12;
    private const int TrailerSize = MessageCipher.MacSize + Ed25519Signing.SignatureSize;

    private readonly byte[] encoded;

    private MegolmMessage(byte[] encoded, uint index, byte[] ciphertext)
    {
        this.encoded = encoded;
        Index = index;
        Ciphertext = ciphertext;
    }

    public uint Index { get; }

    public byte[] Ciphertext { get; }

    /// <summary>What the MAC covers.</summary>
    public ReadOnlySpan<byte> Authenticated => encoded.AsSpan(0, encoded.Length - TrailerSize);

    public ReadOnlySpan<byte> Mac => encoded.AsSpan(encoded.Length - TrailerSize, MessageCipher.MacSize);

    /// <summary>What the signature covers.</summary>
    public ReadOnlySpan<byte> Signed => encoded.AsSpan(0, encoded.Length - Ed25519Signing.SignatureSize);

    public ReadOnlySpan<byte> Signature => encoded.AsSpan(encoded.Length - Ed25519Signing.SignatureSize);

    public static MegolmMessage Decode(byte[] bytes)
    {
        if (bytes.Length < 1 + TrailerSize || bytes[0] != Version)
            throw EncryptionException.Malformed("Not a Megolm message of version 3.");

        uint? index = null;
        byte[]? ciphertext = null;
        var reader = new WireReader(bytes.AsSpan(1, bytes.Length - 1 - TrailerSize));
        while (reader.TryRead(out var tag))
        {
            if (tag == IndexTag)
                index = reader.Integer;
            else if (tag == CiphertextTag)
                ciphertext = reader.String.ToArray();
        }

        return index is { } i && ciphertext is not null
            ? new(bytes, i, ciphertext)
            : throw EncryptionException.Malformed("The Megolm message is incomplete.");
    }

    public static byte[] Encode(MegolmRatchet ratchet, SigningKeyPair signing, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> buffer = stackalloc byte[MessageCipher.BufferSize];
        using var cipher = ratchet.Cipher(buffer);
        var message = new WireWriter(Version)
            .Integer(IndexTag, ratchet.Index)
            .String(CiphertextTag, cipher.Encrypt(plaintext))
            .ToArray(TrailerSize);
        var body = message.Length - TrailerSize;
        cipher.WriteMac(message.AsSpan(0, body), message.AsSpan(body));
        signing.Sign(message.AsSpan(0, body + MessageCipher.MacSize)).CopyTo(message.AsSpan(body + MessageCipher.MacSize));
        return message;
    }
}
