using System.Security.Cryptography;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>
/// The authenticated encryption that Olm and Megolm share (olm-megolm, Olm Authenticated Encryption and Megolm Message
/// encryption): HKDF-SHA-256 expands a message key into an AES-256 key, an HMAC key and an IV; AES-CBC with PKCS#7; HMAC-SHA-256
/// truncated to 8 bytes over everything that precedes it.
/// </summary>
internal readonly ref struct MessageCipher
{
    public const int MacSize = 8;

    private const int KeysSize = 80;

    private readonly Span<byte> keys;

    /// <param name="messageKey">The key to expand.</param>
    /// <param name="info">HKDF's info: "OLM_KEYS" or "MEGOLM_KEYS".</param>
    /// <param name="buffer">At least 80 bytes, which <see cref="Dispose"/> overwrites.</param>
    public MessageCipher(ReadOnlySpan<byte> messageKey, ReadOnlySpan<byte> info, Span<byte> buffer)
    {
        keys = buffer[..KeysSize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, messageKey, keys, [], info);
    }

    public static int BufferSize => KeysSize;

    private ReadOnlySpan<byte> AesKey => keys[..32];

    private ReadOnlySpan<byte> MacKey => keys[32..64];

    private ReadOnlySpan<byte> Iv => keys[64..80];

    public byte[] Encrypt(ReadOnlySpan<byte> plaintext)
    {
        using var aes = Aes.Create();
        aes.SetKey(AesKey);
        return aes.EncryptCbc(plaintext, Iv);
    }

    /// <summary>
    /// Call only after <see cref="Verify"/>: with a wrong padding, the time would tell more than the MAC does. The caller overwrites
    /// the result.
    /// </summary>
    public byte[] Decrypt(ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length == 0 || ciphertext.Length % 16 != 0)
            throw EncryptionException.Malformed("The ciphertext is not a whole number of blocks.");

        using var aes = Aes.Create();
        aes.SetKey(AesKey);
        try
        {
            return aes.DecryptCbc(ciphertext, Iv);
        }
        catch (CryptographicException)
        {
            throw EncryptionException.Malformed("The padding is wrong.");
        }
    }

    public void WriteMac(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(MacKey, message, mac);
        mac[..MacSize].CopyTo(destination);
    }

    /// <summary>Throws unless <paramref name="mac"/> is right. Compares in constant time.</summary>
    public void Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[MacSize];
        WriteMac(message, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, mac))
            throw new EncryptionException(EncryptionFault.BadMac, "The message authentication code does not match.");
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(keys);
}
