using System.Buffers;
using System.Security.Cryptography;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>A growing buffer for plaintext and key material; every array that it used is overwritten, also when it grows.</summary>
internal sealed class ErasedBuffer(int capacity = 256) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = GC.AllocateArray<byte>(capacity, pinned: true);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> source)
    {
        source.CopyTo(GetSpan(source.Length));
        Advance(source.Length);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return bytes.AsSpan(Length);
    }

    public SecretBytes ToSecret() => SecretBytes.CopyOf(Written);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(bytes);
        Length = 0;
    }

    private void Reserve(int extra)
    {
        if (bytes.Length - Length >= extra)
            return;

        var larger = GC.AllocateArray<byte>(Math.Max(bytes.Length * 2, Length + extra), pinned: true);
        Written.CopyTo(larger);
        CryptographicOperations.ZeroMemory(bytes);
        bytes = larger;
    }
}
