using System.IO.Compression;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Decompresses one connection's zlib stream, which all of its messages share. Not thread-safe.
/// https://docs.discord.com/developers/events/gateway#zlib-stream
/// </summary>
internal sealed class Inflater : IDisposable
{
    private const int MaxMessageBytes = 32 * 1024 * 1024;
    private readonly MemoryStream compressed = new();
    private readonly MemoryStream plain = new();
    private readonly ZLibStream zlib;

    public Inflater() => zlib = new ZLibStream(compressed, CompressionMode.Decompress);

    /// <summary>Adds received bytes and returns the message once it is complete, else an empty span. Valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a zlib stream, or the message exceeds the limit.</exception>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> part)
    {
        compressed.Position = compressed.Length;
        compressed.Write(part);
        if (part is not [.., 0, 0, 0xff, 0xff])
            return default;

        compressed.Position = 0;
        plain.SetLength(0);
        var buffer = new byte[16 * 1024];
        for (int read; (read = zlib.Read(buffer)) > 0;)
        {
            plain.Write(buffer, 0, read);
            if (plain.Length > MaxMessageBytes)
                throw new InvalidDataException("A gateway message exceeds the size limit.");
        }

        compressed.SetLength(0);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    public void Dispose()
    {
        zlib.Dispose();
        compressed.Dispose();
        plain.Dispose();
    }
}
