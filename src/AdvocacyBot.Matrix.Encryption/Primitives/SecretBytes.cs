using System.Diagnostics;
using System.Security.Cryptography;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>
/// Key material. The memory is pinned, so the garbage collector leaves no copies behind, and it is overwritten on disposal.
/// Comparison takes constant time; nothing prints the content. Disposal must not race with use.
/// </summary>
[DebuggerDisplay("[secret]")]
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] bytes;
    private bool erased;

    private SecretBytes(int length) => bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The number of bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>The content. Throws <see cref="ObjectDisposedException"/> after disposal.</summary>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(erased, this);
            return bytes;
        }
    }

    /// <summary>Copies <paramref name="source"/>; the caller overwrites the original.</summary>
    public static SecretBytes CopyOf(ReadOnlySpan<byte> source)
    {
        var secret = new SecretBytes(source.Length);
        source.CopyTo(secret.bytes);
        return secret;
    }

    /// <summary>Lets <paramref name="fill"/> write the content in place.</summary>
    public static SecretBytes Create(int length, RandomSource fill)
    {
        var secret = new SecretBytes(length);
        fill(secret.bytes);
        return secret;
    }

    /// <summary>Compares in constant time.</summary>
    public bool FixedTimeEquals(SecretBytes other) => CryptographicOperations.FixedTimeEquals(Span, other.Span);

    /// <summary>Overwrites the content.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(bytes);
        erased = true;
    }

    /// <inheritdoc/>
    public override string ToString() => "[secret]";
}

/// <summary>Fills a buffer: with unpredictable bytes when the bot runs, with repeatable ones in tests.</summary>
public delegate void RandomSource(Span<byte> bytes);
