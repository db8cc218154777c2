using System.Buffers.Binary;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>How many pixels a picture has, as its file says; the picture itself is not decoded.</summary>
/// <param name="Width">Before the picture is turned as its Exif data say.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct PictureSize(int Width, int Height)
{
    /// <returns>Null if the file does not say.</returns>
    public static PictureSize? Of(PictureFile file)
    {
        ReadOnlySpan<byte> bytes = file.Bytes;
        return file.MediaType switch
        {
            "image/png" when bytes.Length >= 24 => new(BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])),
            "image/gif" when bytes.Length >= 10 => new(BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
            "image/jpeg" => OfJpeg(bytes),
            "image/webp" when bytes.Length >= 30 => OfWebp(bytes),
            _ => null,
        };
    }

    /// <summary>Whether the file shows more than one picture after the other.</summary>
    public static bool IsMoving(PictureFile file) => file.MediaType switch
    {
        "image/gif" => true,
        "image/png" => file.Bytes.AsSpan().IndexOf("acTL"u8) >= 0,
        "image/webp" => file.Bytes.AsSpan().IndexOf("ANIM"u8) >= 0,
        _ => false,
    };

    /// <remarks>https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2): the frame header has one of the markers C0 to CF, except three.</remarks>
    private static PictureSize? OfJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes[2..]; rest.Length >= 9 && rest[0] == 0xFF;)
        {
            if (rest[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new(BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..]));
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 2;
            if (length > rest.Length)
                break;
            rest = rest[length..];
        }

        return null;
    }

    /// <remarks>https://developers.google.com/speed/webp/docs/riff_container and RFC 6386, section 9.1.</remarks>
    private static PictureSize? OfWebp(ReadOnlySpan<byte> bytes) => bytes[12..16] switch
    {
        [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => new(Int24(bytes[24..]) + 1, Int24(bytes[27..]) + 1),
        [(byte)'V', (byte)'P', (byte)'8', (byte)' '] =>
            new(BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] when BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]) is var bits =>
            new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1),
        _ => null,
    };

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
