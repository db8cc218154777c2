using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Attachments;

/// <summary>
/// Encrypted files (Sending encrypted attachments): AES-256-CTR with a fresh key per file and a counter whose lower 64 bits start
/// at zero, and the SHA-256 of the ciphertext, which is checked before decrypting.
/// </summary>
public static class EncryptedAttachment
{
    private const int KeySize = 32;
    private const int RandomIvSize = 8;

    /// <summary>
    /// Encrypts a file. Upload the ciphertext, set <c>url</c> in the returned description, and send that as the event's <c>file</c>,
    /// encrypted: it contains the key.
    /// </summary>
    public static (byte[] Ciphertext, JsonObject File) Encrypt(ReadOnlySpan<byte> plaintext, RandomSource random)
    {
        using var key = SecretBytes.Create(KeySize, random);
        var iv = new byte[AesCtr.BlockSize];
        random(iv.AsSpan(0, RandomIvSize));
        var ciphertext = AesCtr.Transform(key.Span, iv, plaintext);
        return (ciphertext, new JsonObject
        {
            ["v"] = "v2",
            ["key"] = new JsonObject
            {
                ["kty"] = "oct",
                ["key_ops"] = new JsonArray("encrypt", "decrypt"),
                ["alg"] = "A256CTR",
                ["k"] = Base64Url.EncodeToString(key.Span),
                ["ext"] = true,
            },
            ["iv"] = UnpaddedBase64.Encode(iv),
            ["hashes"] = new JsonObject { ["sha256"] = UnpaddedBase64.Encode(SHA256.HashData(ciphertext)) },
        });
    }

    /// <summary>Decrypts a file with the event's <c>file</c> object.</summary>
    public static byte[] Decrypt(ReadOnlySpan<byte> ciphertext, JsonElement file)
    {
        if (file.Text("v") != "v2" || file.Member("key")?.Text("alg") != "A256CTR" || file.Member("key")?.Text("kty") != "oct")
            throw new EncryptionException(EncryptionFault.UnknownAlgorithm, "Unknown encryption of a file.");
        if (file.Member("hashes")?.Text("sha256") is not { } hash || UnpaddedBase64.TryDecode(hash) is not { } expected)
            throw EncryptionException.Malformed("The file has no hash.");
        if (file.Text("iv") is not { } ivText || UnpaddedBase64.TryDecode(ivText) is not { Length: AesCtr.BlockSize } iv)
            throw EncryptionException.Malformed("The file has no valid counter.");
        if (file.Member("key")?.Text("k") is not { } keyText)
            throw EncryptionException.Malformed("The file has no key.");

        var key = DecodeKey(keyText);
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(ciphertext), expected))
                throw new EncryptionException(EncryptionFault.BadMac, "The file is not the one that was sent.");
            return AesCtr.Transform(key, iv, ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] DecodeKey(string text)
    {
        var key = new byte[KeySize];
        return Base64Url.IsValid(text, out var length) && length == KeySize && Base64Url.TryDecodeFromChars(text, key, out _)
            ? key
            : throw EncryptionException.Malformed("The file has no valid key.");
    }
}
