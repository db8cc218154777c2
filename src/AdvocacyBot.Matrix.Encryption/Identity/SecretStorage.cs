using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Identity;

/// <summary>
/// Opens secrets in a user's account data (Secrets, m.secret_storage.v1.aes-hmac-sha2). Reads only: the bot never writes secret
/// storage.
/// </summary>
public sealed class SecretStorage : IDisposable
{
    private const string Algorithm = "m.secret_storage.v1.aes-hmac-sha2";
    private const int AesKeySize = 32;
    private const int SeedSize = 32;

    private readonly string keyId;
    private readonly SecretBytes key;

    private SecretStorage(string keyId, SecretBytes key)
    {
        this.keyId = keyId;
        this.key = key;
    }

    /// <summary>Checks the recovery key against the content of <c>m.secret_storage.key.ID</c>.</summary>
    /// <param name="keyId">The id that <c>m.secret_storage.default_key</c> names.</param>
    /// <param name="description">The key's description.</param>
    /// <param name="recoveryKey">Owned by the result.</param>
    public static SecretStorage Open(string keyId, JsonElement description, SecretBytes recoveryKey)
    {
        if (description.Text("algorithm") != Algorithm)
            throw new EncryptionException(EncryptionFault.UnknownAlgorithm, "The secret storage uses an unknown algorithm.");

        // A description without a check value cannot tell a wrong key; each secret's own MAC still does.
        if (description.Text("iv") is { } iv && description.Text("mac") is { } mac)
        {
            Span<byte> keys = stackalloc byte[2 * AesKeySize];
            Derive(recoveryKey, string.Empty, keys);
            var ciphertext = AesCtr.Transform(keys[..AesKeySize], Counter(iv), new byte[AesKeySize]);
            var matches = IsMac(keys[AesKeySize..], ciphertext, mac);
            CryptographicOperations.ZeroMemory(keys);
            if (!matches)
                throw new EncryptionException(EncryptionFault.WrongRecoveryKey, "The recovery key belongs to another secret storage.");
        }

        return new SecretStorage(keyId, recoveryKey);
    }

    /// <summary>Decrypts a 32-byte key from the account data of type <paramref name="name"/>, such as <c>m.cross_signing.master</c>.</summary>
    public SecretBytes ReadSeed(string name, JsonElement accountData)
    {
        if (accountData.Member("encrypted")?.Member(keyId) is not { } entry
            || entry.Text("iv") is not { } iv
            || entry.Text("mac") is not { } mac
            || entry.Text("ciphertext") is not { } text)
        {
            throw EncryptionException.Malformed($"The secret storage has no {name} for this recovery key.");
        }

        var ciphertext = UnpaddedBase64.Decode(text);
        Span<byte> keys = stackalloc byte[2 * AesKeySize];
        Derive(key, name, keys);
        try
        {
            if (!IsMac(keys[AesKeySize..], ciphertext, mac))
                throw new EncryptionException(EncryptionFault.BadMac, $"The secret {name} was changed.");
            return DecodeSeed(AesCtr.Transform(keys[..AesKeySize], Counter(iv), ciphertext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static SecretBytes DecodeSeed(byte[] base64)
    {
        var isBase64 = UnpaddedBase64.TryDecode(base64, out var seed);
        CryptographicOperations.ZeroMemory(base64);
        if (!isBase64 || seed.Length != SeedSize)
            throw EncryptionException.Malformed("The secret is not a 32-byte key.");

        var secret = SecretBytes.CopyOf(seed);
        CryptographicOperations.ZeroMemory(seed);
        return secret;
    }

    /// <summary>An AES key and a MAC key: HKDF-SHA-256 with 32 zero bytes as salt and the secret's name as info.</summary>
    private static void Derive(SecretBytes key, string name, Span<byte> keys) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, keys, new byte[32], Encoding.UTF8.GetBytes(name));

    private static bool IsMac(ReadOnlySpan<byte> macKey, ReadOnlySpan<byte> ciphertext, string expected) =>
        UnpaddedBase64.TryDecode(expected) is { } mac
        && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(macKey, ciphertext), mac);

    private static byte[] Counter(string iv) => UnpaddedBase64.TryDecode(iv) is { Length: AesCtr.BlockSize } counter
        ? counter
        : throw EncryptionException.Malformed("The secret has no valid counter.");
}
