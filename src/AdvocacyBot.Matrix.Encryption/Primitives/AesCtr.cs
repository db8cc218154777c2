using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>
/// AES-256 in counter mode, for files and secret storage. .NET has no CTR mode; the key stream is the encryption of the counter
/// blocks by .NET's AES, as NIST SP 800-38A defines it. Encrypting and decrypting are the same.
/// </summary>
internal static class AesCtr
{
    public const int BlockSize = 16;

    private const int ChunkSize = 64 * 1024;

    public static byte[] Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> input)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        var output = input.ToArray();
        var blocks = new byte[Math.Min(ChunkSize, WholeBlocks(input.Length))];
        var stream = new byte[blocks.Length];
        var high = BinaryPrimitives.ReadUInt64BigEndian(counter);
        var low = BinaryPrimitives.ReadUInt64BigEndian(counter[sizeof(ulong)..]);
        for (var done = 0; done < output.Length; done += ChunkSize)
        {
            var part = output.AsSpan(done, Math.Min(ChunkSize, output.Length - done));
            var size = WholeBlocks(part.Length);
            for (var offset = 0; offset < size; offset += BlockSize)
            {
                BinaryPrimitives.WriteUInt64BigEndian(blocks.AsSpan(offset), high);
                BinaryPrimitives.WriteUInt64BigEndian(blocks.AsSpan(offset + sizeof(ulong)), low);
                if (++low == 0)
                    high++;
            }

            aes.EncryptEcb(blocks.AsSpan(0, size), stream, PaddingMode.None);
            for (var i = 0; i < part.Length; i++)
                part[i] ^= stream[i];
        }

        CryptographicOperations.ZeroMemory(stream);
        return output;
    }

    private static int WholeBlocks(int length) => (length + BlockSize - 1) / BlockSize * BlockSize;
}
