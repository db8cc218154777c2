using System.IO.Compression;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// The one decompressor of a connection: every message continues the same zlib stream.
/// https://docs.discord.com/developers/events/gateway#zlib-stream
/// </summary>
internal sealed class Inflater : IDisposable
{
    private const int Most = 32 * 1024 * 1024;
    private readonly MemoryStream compressed = new();
    private readonly MemoryStream plain = new();
    private readonly ZLibStream zlib;

    public Inflater() => zlib = new ZLibStream(compressed, CompressionMode.Decompress);

    /// <summary>A whole message, once its end has come; empty before that.</summary>
    /// <exception cref="InvalidDataException">It is no such stream, or larger than any message.</exception>
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
            if (plain.Length > Most)
                throw new InvalidDataException("A message of the gateway is too large.");
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
