using System.Buffers.Binary;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// Removes comments and the data of applications from a JPEG file, except colors and which side is up.
/// https://www.w3.org/Graphics/JPEG/itu-t81.pdf (annex B), https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf
/// </summary>
internal static class JpegMetadata
{
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Temporary = 0x01;
    private const byte Comment = 0xFE;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte Jfif = 0xE0;
    private const byte Exif = 0xE1;
    private const byte Colors = 0xE2;
    private const byte AdobeColors = 0xEE;
    private const byte LastApplication = 0xEF;

    /// <summary>Of a header without a small version of the picture.</summary>
    private const int JfifLength = 14;

    /// <inheritdoc cref="MetadataRemoval"/>
    public static byte[]? Remove(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write([0xFF, Start]);
        var hasData = false;
        for (var rest = file[2..]; rest.Length >= 2;)
        {
            if (rest[0] != 0xFF)
                return null;
            // Any number of fill bytes may precede a marker.
            if (rest[1] == 0xFF)
            {
                rest = rest[1..];
                continue;
            }

            if (rest[1] == End)
            {
                clean.Write([0xFF, End]);
                return clean.ToArray();
            }

            if (LengthOf(rest) is not { } length)
                return null;
            hasData |= rest[1] == StartOfScan;
            Write(clean, rest[..length]);
            rest = rest[length..];
        }

        if (!hasData)
            return null;
        // Viewers show a file that was cut off.
        clean.Write([0xFF, End]);
        return clean.ToArray();
    }

    /// <summary>The length of a segment with its marker, and with the picture's data that follows the start of a scan.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> rest)
    {
        if (rest[1] is Temporary or (>= FirstRestart and <= LastRestart))
            return 2;
        if (rest[1] is 0 or Start || rest.Length < 4)
            return null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 2;
        if (length < 4 || length > rest.Length)
            return null;
        return rest[1] == StartOfScan ? EndOfData(rest, length) : length;
    }

    /// <summary>In the data, 0xFF is followed by zero or by the marker of a restart.</summary>
    private static int EndOfData(ReadOnlySpan<byte> rest, int at)
    {
        for (; at < rest.Length - 1; at++)
        {
            if (rest[at] == 0xFF && rest[at + 1] is not (0 or 0xFF or (>= FirstRestart and <= LastRestart)))
                return at;
        }

        return rest.Length;
    }

    private static void Write(MemoryStream clean, ReadOnlySpan<byte> segment)
    {
        var marker = segment[1];
        if (marker == Exif && ExifOrientation.Read(segment[4..]) is { } orientation)
            clean.Write(ExifOrientation.Segment(orientation));
        else if (marker is not (Comment or (>= Jfif and <= LastApplication)) || IsNeeded(marker, segment[4..]))
            clean.Write(segment);
    }

    /// <summary>The header, the profile of colors, and how Adobe's programs have encoded them.</summary>
    private static bool IsNeeded(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        Jfif => data.Length == JfifLength && data.StartsWith("JFIF\0"u8),
        Colors => data.StartsWith("ICC_PROFILE\0"u8),
        AdobeColors => data.Length == 12 && data.StartsWith("Adobe"u8),
        _ => false,
    };
}
