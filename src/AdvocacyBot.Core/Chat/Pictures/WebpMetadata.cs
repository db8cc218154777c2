using System.Buffers.Binary;
using System.Text;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// Removes all chunks of a WebP file but those that its pixels, colors and animation need.
/// https://developers.google.com/speed/webp/docs/riff_container
/// </summary>
internal static class WebpMetadata
{
    private const int HeaderLength = 12;
    private const int ChunkHeaderLength = 8;
    private const int FrameHeaderLength = 16;

    /// <summary>The bits of the extended header that announce metadata.</summary>
    private const byte ExifAndXmp = 0b0000_1100;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "VP8 ", "VP8L", "ALPH", "ANIM", "ICCP" };

    /// <inheritdoc cref="MetadataRemoval"/>
    public static byte[]? Remove(ReadOnlySpan<byte> file)
    {
        var end = (long)BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + ChunkHeaderLength;
        if (end > file.Length || end <= HeaderLength || Chunks(file[HeaderLength..(int)end]) is not { Length: > 0 } chunks)
            return null;
        return [.. "RIFF"u8, .. Bytes((uint)(chunks.Length + HeaderLength - ChunkHeaderLength)), .. "WEBP"u8, .. chunks];
    }

    private static byte[]? Chunks(ReadOnlySpan<byte> rest)
    {
        var clean = new MemoryStream(rest.Length);
        while (!rest.IsEmpty)
        {
            if (rest.Length < ChunkHeaderLength)
                return null;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            // Chunks begin at even places.
            var padded = (long)length + (length % 2);
            if (padded > rest.Length - ChunkHeaderLength)
                return null;
            var chunk = rest[..((int)padded + ChunkHeaderLength)];
            if (Clean(chunk) is not { } kept)
                return null;
            clean.Write(kept);
            rest = rest[chunk.Length..];
        }

        return clean.ToArray();
    }

    /// <summary>The chunk as it is kept; empty if it is not, null if it is damaged.</summary>
    private static byte[]? Clean(ReadOnlySpan<byte> chunk)
    {
        var type = Encoding.Latin1.GetString(chunk[..4]);
        var data = chunk[ChunkHeaderLength..];
        switch (type)
        {
            case "VP8X" when !data.IsEmpty:
                return [.. chunk[..ChunkHeaderLength], (byte)(data[0] & ~ExifAndXmp), .. data[1..]];
            case "ANMF" when data.Length >= FrameHeaderLength:
                // A frame has chunks of its own.
                return Chunks(data[FrameHeaderLength..]) is { } inner
                    ? [.. chunk[..4], .. Bytes((uint)(FrameHeaderLength + inner.Length)), .. data[..FrameHeaderLength], .. inner]
                    : null;
            default:
                return Kept.Contains(type) ? chunk.ToArray() : [];
        }
    }

    private static byte[] Bytes(uint length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        return bytes;
    }
}
