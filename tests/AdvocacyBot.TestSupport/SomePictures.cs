using System.Buffers.Binary;
using System.Text;

namespace AdvocacyBot.TestSupport;

/// <summary>Pictures of a single pixel, and ways to put text into picture files where programs put metadata.</summary>
public static class SomePictures
{
    public static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Gif => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static byte[] Webp => Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    public static byte[] Jpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
        + "wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==");

    /// <summary>A segment before the picture's own, as cameras write it.</summary>
    public static byte[] WithJpegSegment(byte[] jpeg, byte marker, byte[] data) =>
        [.. jpeg[..2], 0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data, .. jpeg[2..]];

    /// <summary>A chunk after the header, whose checksum is not right.</summary>
    public static byte[] WithPngChunk(byte[] png, string type, byte[] data)
    {
        const int headerEnd = 33;
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. png[..headerEnd], .. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0, .. png[headerEnd..]];
    }

    public static byte[] WithWebpChunk(byte[] webp, string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        byte[] longer = [.. webp, .. Encoding.ASCII.GetBytes(type), .. length, .. data, .. data.Length % 2 == 0 ? Array.Empty<byte>() : [0]];
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(4), longer.Length - 8);
        return longer;
    }

    /// <summary>An extension before the first picture.</summary>
    public static byte[] WithGifExtension(byte[] gif, byte label, byte[] data)
    {
        const int colorsEnd = 19;
        return [.. gif[..colorsEnd], 0x21, label, (byte)data.Length, .. data, 0, .. gif[colorsEnd..]];
    }

    /// <summary>Exif data as cameras write them: which side is up, and a text.</summary>
    public static byte[] Exif(byte orientation, string text, bool littleEndian)
    {
        var words = Encoding.ASCII.GetBytes(text);
        var tiff = new byte[8 + 2 + 24 + 4];
        Encoding.ASCII.GetBytes(littleEndian ? "II" : "MM").CopyTo(tiff, 0);
        Write(2, 42, 2);
        Write(4, 8, 4);
        Write(8, 2, 2);
        Field(10, 0x010E, 2, (uint)words.Length, 38, isShort: false);
        Field(22, 0x0112, 3, 1, orientation, isShort: true);
        return [.. "Exif\0\0"u8, .. tiff, .. words];

        void Field(int at, uint tag, uint type, uint count, uint value, bool isShort)
        {
            Write(at, tag, 2);
            Write(at + 2, type, 2);
            Write(at + 4, count, 4);
            Write(at + 8, value, isShort ? 2 : 4);
        }

        void Write(int at, uint value, int length)
        {
            for (var i = 0; i < length; i++)
                tiff[at + (littleEndian ? i : length - 1 - i)] = (byte)(value >> (8 * i));
        }
    }
}
