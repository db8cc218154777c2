namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>A picture as a file.</summary>
/// <param name="Bytes">The file, without metadata.</param>
/// <param name="MediaType">Such as image/png.</param>
public sealed record PictureFile(byte[] Bytes, string MediaType)
{
    /// <summary>The largest file that is used, in bytes.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>
    /// A picture of at most <see cref="MaxBytes"/>, without its metadata; null for anything else. The first bytes decide, because what
    /// servers and people say about files is often wrong. SVG is excluded: it can contain scripts.
    /// </summary>
    public static PictureFile? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes || TypeOf(bytes) is not var (type, remove))
            return null;
        return remove(bytes) is { } clean ? new PictureFile(clean, type) : null;
    }

    private static (string MediaType, MetadataRemoval Remove)? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image/png", PngMetadata.Remove),
        [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", JpegMetadata.Remove),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ("image/gif", GifMetadata.Remove),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ("image/webp", WebpMetadata.Remove),
        _ => null,
    };
}
