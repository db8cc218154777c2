using System.Text;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// Removes comments, plain text and the data of applications from a GIF file, except how often an animation repeats.
/// https://www.w3.org/Graphics/GIF/spec-gif89a.txt
/// </summary>
internal static class GifMetadata
{
    private const int HeaderLength = 13;
    private const int ImageHeaderLength = 10;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    /// <inheritdoc cref="MetadataRemoval"/>
    public static byte[]? Remove(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
            return null;
        var at = HeaderLength + ColorsLength(file[10]);
        if (at > file.Length)
            return null;
        var clean = new MemoryStream(file.Length);
        clean.Write(file[..at]);
        while (at < file.Length)
        {
            if (file[at] == Trailer)
            {
                clean.WriteByte(Trailer);
                return clean.ToArray();
            }

            var block = file[at..];
            var header = block switch
            {
                [Extension, _, _, ..] => 2,
                [Image, ..] when block.Length > ImageHeaderLength => ImageHeaderLength + ColorsLength(block[9]) + 1,
                _ => 0,
            };
            if (header == 0 || EndOfBlocks(block, header) is not { } length)
                return null;
            if (block[0] == Image || IsKept(block[..length]))
                clean.Write(block[..length]);
            at += length;
        }

        return null;
    }

    private static bool IsKept(ReadOnlySpan<byte> extension) =>
        extension[1] == GraphicControl || (extension[1] == Application && extension.Length >= 14 && Encoding.Latin1.GetString(extension[3..14]) is "NETSCAPE2.0" or "ANIMEXTS1.0");

    /// <summary>The length of the table of colors that a packed byte announces.</summary>
    private static int ColorsLength(byte packed) => (packed & 0x80) == 0 ? 0 : 3 << ((packed & 0x07) + 1);

    /// <summary>Blocks of data have a byte for their length; one of length 0 ends them.</summary>
    private static int? EndOfBlocks(ReadOnlySpan<byte> block, int at)
    {
        while (at < block.Length && block[at] != 0)
            at += block[at] + 1;
        return at < block.Length ? at + 1 : null;
    }
}
