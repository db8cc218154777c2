using System.Security.Cryptography;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Identity;

/// <summary>
/// Reads the recovery key of a person's secret storage (Secrets, Key representation): Base58 of the bytes 8B 01, the 32-byte key,
/// and a byte that makes the XOR of all bytes zero. Spaces are ignored.
/// </summary>
public static class RecoveryKey
{
    internal const int KeySize = 32;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int EncodedSize = 2 + KeySize + 1;

    /// <summary>Throws <see cref="EncryptionFault.WrongRecoveryKey"/> if the text is not a recovery key or has a typing error.</summary>
    public static SecretBytes Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        try
        {
            if (!TryDecode(text, bytes) || bytes[0] != 0x8b || bytes[1] != 0x01 || Parity(bytes) != 0)
                throw new EncryptionException(EncryptionFault.WrongRecoveryKey, "The text is not a recovery key, or it is mistyped.");
            return SecretBytes.CopyOf(bytes[2..^1]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static byte Parity(ReadOnlySpan<byte> bytes)
    {
        byte parity = 0;
        foreach (var b in bytes)
            parity ^= b;
        return parity;
    }

    /// <summary>Base58 into a buffer of fixed size; false if the number is too large or a character is unknown.</summary>
    private static bool TryDecode(string text, Span<byte> bytes)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                continue;
            var carry = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (carry < 0)
                return false;
            for (var i = bytes.Length - 1; i >= 0; i--)
            {
                carry += bytes[i] * Alphabet.Length;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
                return false;
        }

        return true;
    }
}
