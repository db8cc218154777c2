using System.Runtime.InteropServices;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>
/// The five functions of libsodium that the protocol needs. They run in constant time, need no state beyond
/// <see cref="sodium_init"/>, and return zero on success. Lengths are checked by the callers, <see cref="X25519"/> and
/// <see cref="Ed25519Signing"/>.
/// </summary>
internal static class Sodium
{
    private const string Library = "libsodium";

    static Sodium()
    {
        if (sodium_init() < 0)
            throw new InvalidOperationException("libsodium cannot be initialized.");
    }

    /// <summary>Fails if the shared secret is all zero.</summary>
    public static bool ScalarMult(Span<byte> shared, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> point) =>
        crypto_scalarmult_curve25519(ref First(shared), in First(secret), in First(point)) == 0;

    public static void ScalarMultBase(Span<byte> point, ReadOnlySpan<byte> secret) =>
        _ = crypto_scalarmult_curve25519_base(ref First(point), in First(secret));

    /// <param name="publicKey">Receives 32 bytes.</param>
    /// <param name="secretKey">Receives 64 bytes: the seed and the public key.</param>
    /// <param name="seed">32 bytes.</param>
    public static void SeedKeyPair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed) =>
        _ = crypto_sign_ed25519_seed_keypair(ref First(publicKey), ref First(secretKey), in First(seed));

    public static void Sign(Span<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> secretKey) =>
        _ = crypto_sign_ed25519_detached(ref First(signature), 0, in First(message), (ulong)message.Length, in First(secretKey));

    /// <summary>Also fails for keys of small order and for signatures that are not in canonical form.</summary>
    public static bool Verify(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> publicKey) =>
        crypto_sign_ed25519_verify_detached(in First(signature), in First(message), (ulong)message.Length, in First(publicKey)) == 0;

    private static ref byte First(Span<byte> bytes) => ref MemoryMarshal.GetReference(bytes);

    private static ref readonly byte First(ReadOnlySpan<byte> bytes) => ref MemoryMarshal.GetReference(bytes);

#pragma warning disable SYSLIB1054, IDE1006 // The names are libsodium's; every argument is blittable, so no code has to be generated.
    [DllImport(Library)]
    private static extern int sodium_init();

    [DllImport(Library)]
    private static extern int crypto_scalarmult_curve25519(ref byte shared, in byte secret, in byte point);

    [DllImport(Library)]
    private static extern int crypto_scalarmult_curve25519_base(ref byte point, in byte secret);

    [DllImport(Library)]
    private static extern int crypto_sign_ed25519_seed_keypair(ref byte publicKey, ref byte secretKey, in byte seed);

    [DllImport(Library)]
    private static extern int crypto_sign_ed25519_detached(ref byte signature, nint length, in byte message, ulong messageLength, in byte secretKey);

    [DllImport(Library)]
    private static extern int crypto_sign_ed25519_verify_detached(in byte signature, in byte message, ulong messageLength, in byte publicKey);
#pragma warning restore SYSLIB1054, IDE1006
}
