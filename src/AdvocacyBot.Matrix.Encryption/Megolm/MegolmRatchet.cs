using System.Security.Cryptography;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Megolm;

/// <summary>
/// The hash ratchet of Megolm (olm-megolm, The Megolm ratchet algorithm): four parts of 32 bytes, of which part n is derived again
/// every 2^(8·(3-n)) messages, so that a receiver can skip ahead quickly but nobody can go back. Immutable.
/// </summary>
internal sealed record MegolmRatchet(SecretBytes State, uint Index)
{
    public const int Size = 4 * PartSize;

    private const int PartSize = 32;
    private const int Parts = 4;

    public static MegolmRatchet Create(RandomSource random) => new(SecretBytes.Create(Size, random), 0);

    /// <summary>The next index.</summary>
    public MegolmRatchet Advance() => AdvanceTo(Index == uint.MaxValue
        ? throw new EncryptionException(EncryptionFault.Exhausted, "The ratchet has reached its end.")
        : Index + 1);

    /// <summary>A later index, with at most 4 · 256 hashes.</summary>
    public MegolmRatchet AdvanceTo(uint target)
    {
        if (target < Index)
            throw new EncryptionException(EncryptionFault.IndexTooOld, "A ratchet cannot go back.");

        return new(SecretBytes.Create(Size, state => AdvanceState(state, target)), target);
    }

    public MessageCipher Cipher(Span<byte> buffer) => new(State.Span, "MEGOLM_KEYS"u8, buffer);

    public override string ToString() => $"[Megolm ratchet at {Index}]";

    private void AdvanceState(Span<byte> state, uint target)
    {
        State.Span.CopyTo(state);
        var index = Index;
        for (var part = 0; part < Parts; part++)
        {
            // Part n counts in units of 2^(8·(3-n)). The steps that remain at this unit are hashed; the last one also renews all
            // lower parts, because they start again from this part.
            var shift = 8 * (Parts - 1 - part);
            var steps = (target >> shift) - (index >> shift);
            if (steps == 0)
                continue;

            for (; steps > 1; steps--)
                Rehash(state, part, part);
            for (var lower = Parts - 1; lower >= part; lower--)
                Rehash(state, part, lower);
            index = target >> shift << shift;
        }
    }

    /// <summary>R(to) = HMAC(R(from), to): H0 to H3 of the specification.</summary>
    private static void Rehash(Span<byte> state, int from, int to)
    {
        Span<byte> hash = stackalloc byte[PartSize];
        HMACSHA256.HashData(state.Slice(from * PartSize, PartSize), [(byte)to], hash);
        hash.CopyTo(state.Slice(to * PartSize, PartSize));
        CryptographicOperations.ZeroMemory(hash);
    }
}
