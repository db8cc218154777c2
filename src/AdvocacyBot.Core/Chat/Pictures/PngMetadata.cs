using System.Buffers.Binary;
using System.Text;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>Removes all chunks of a PNG file but those that its pixels, colors and animation need. https://www.w3.org/TR/png-3/#5DataRep</summary>
internal static class PngMetadata
{
    private const int SignatureLength = 8;

    /// <summary>A chunk has a length, a type, its data and a checksum.</summary>
    private const int FrameLength = 12;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    };

    /// <inheritdoc cref="MetadataRemoval"/>
    public static byte[]? Remove(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write(file[..SignatureLength]);
        for (var rest = file[SignatureLength..]; rest.Length >= FrameLength;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - FrameLength)
                return null;
            var chunk = rest[..((int)length + FrameLength)];
            var type = Encoding.Latin1.GetString(chunk[4..8]);
            if (Kept.Contains(type))
                clean.Write(chunk);
            if (type == "IEND")
                return clean.ToArray();
            rest = rest[chunk.Length..];
        }

        return null;
    }
}
