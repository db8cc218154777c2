namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>An X25519 key pair.</summary>
internal sealed record CurveKeyPair(SecretBytes Private, Curve25519Key Public)
{
    public static CurveKeyPair Generate(RandomSource random)
    {
        var secret = SecretBytes.Create(Curve25519Key.Size, random);
        return new(secret, X25519.PublicKeyOf(secret));
    }

    public override string ToString() => $"[key pair {Public}]";
}

/// <summary>Key agreement by X25519 (RFC 7748), by libsodium.</summary>
internal static class X25519
{
    public const int SharedSize = 32;

    public static Curve25519Key PublicKeyOf(SecretBytes secret)
    {
        RequireKey(secret);
        Span<byte> point = stackalloc byte[Curve25519Key.Size];
        Sodium.ScalarMultBase(point, secret.Span);
        return Curve25519Key.FromBytes(point);
    }

    /// <summary>
    /// Writes the shared secret. An all-zero result means that the other side chose a point of small order, which would make the
    /// secret known to everyone; it is refused (RFC 7748, section 6.1).
    /// </summary>
    public static void Agree(SecretBytes secret, Curve25519Key other, Span<byte> shared)
    {
        RequireKey(secret);
        if (!Sodium.ScalarMult(shared[..SharedSize], secret.Span, other.ToBytes()))
            throw new EncryptionException(EncryptionFault.WeakKey, "The public key yields an all-zero secret.");
    }

    private static void RequireKey(SecretBytes secret)
    {
        if (secret.Length != Curve25519Key.Size)
            throw new EncryptionException(EncryptionFault.CorruptStore, "A private key has 32 bytes.");
    }
}
