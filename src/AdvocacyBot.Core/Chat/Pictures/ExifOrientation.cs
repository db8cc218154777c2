using System.Buffers.Binary;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// Which side of a picture is up: cameras store the picture as their sensor saw it, and how to turn it in the Exif data.
/// https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf (sections 4.5 and 4.6.5)
/// </summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const int FieldLength = 12;

    /// <summary>How the Exif data of a JPEG segment say the picture is to be turned.</summary>
    /// <param name="data">After the marker and the length.</param>
    /// <returns>2 to 8; null if the picture is not to be turned or the data cannot be read.</returns>
    public static byte? Read(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("Exif\0\0"u8))
            return null;
        var tiff = data[6..];
        var isLittle = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM"u8)))
            return null;
        var first = Number(tiff[4..], 4, isLittle);
        if (first > tiff.Length - 2)
            return null;
        var fields = tiff[((int)first + 2)..];
        for (var left = Number(tiff[(int)first..], 2, isLittle); left > 0 && fields.Length >= FieldLength; left--, fields = fields[FieldLength..])
        {
            if (Number(fields, 2, isLittle) == Tag)
                return Number(fields[8..], 2, isLittle) is >= 2 and <= 8 and var turn ? (byte)turn : null;
        }

        return null;
    }

    /// <summary>A JPEG segment that says this and nothing else.</summary>
    public static byte[] Segment(byte orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static uint Number(ReadOnlySpan<byte> bytes, int length, bool isLittle) => (length, isLittle) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
