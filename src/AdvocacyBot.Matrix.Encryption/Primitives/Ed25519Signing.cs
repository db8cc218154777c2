using System.Security.Cryptography;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>An Ed25519 key pair; the private part is the 32-byte seed.</summary>
internal sealed record SigningKeyPair(SecretBytes Seed, Ed25519Key Public)
{
    public static SigningKeyPair Generate(RandomSource random) => FromSeed(SecretBytes.Create(Ed25519Key.Size, random));

    public static SigningKeyPair FromSeed(SecretBytes seed)
    {
        if (seed.Length != Ed25519Key.Size)
            throw new EncryptionException(EncryptionFault.CorruptStore, "A signing key has 32 bytes.");

        Span<byte> publicKey = stackalloc byte[Ed25519Key.Size];
        Span<byte> secretKey = stackalloc byte[2 * Ed25519Key.Size];
        Sodium.SeedKeyPair(publicKey, secretKey, seed.Span);
        CryptographicOperations.ZeroMemory(secretKey);
        return new(seed, Ed25519Key.FromBytes(publicKey));
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        // libsodium's form of the private key: the seed, followed by the public key.
        Span<byte> secretKey = stackalloc byte[2 * Ed25519Key.Size];
        Seed.Span.CopyTo(secretKey);
        Public.ToBytes().CopyTo(secretKey[Ed25519Key.Size..]);
        var signature = new byte[Ed25519Signing.SignatureSize];
        Sodium.Sign(signature, message, secretKey);
        CryptographicOperations.ZeroMemory(secretKey);
        return signature;
    }

    public override string ToString() => $"[signing key pair {Public}]";
}

/// <summary>Verification of Ed25519 signatures (RFC 8032), by libsodium.</summary>
internal static class Ed25519Signing
{
    public const int SignatureSize = 64;

    public static bool Verify(Ed25519Key key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize && Sodium.Verify(signature, message, key.ToBytes());
}
